import assert from "node:assert/strict";
import { resolve } from "node:path";
import { trackingPath } from "./tracking_path.ts";

Deno.test("trackingPath() takes paths and file: URIs", () => {
  assert.equal(trackingPath("mlruns"), resolve("mlruns"));
  assert.equal(trackingPath("/data/my runs"), "/data/my runs");
  assert.equal(trackingPath("file:///data/my%20runs"), "/data/my runs");
  assert.equal(trackingPath("file:/data/runs"), "/data/runs");
  assert.equal(trackingPath("file:mlruns"), resolve("mlruns"));
});

Deno.test("trackingPath() refuses servers and databases, and keeps passwords out of the message", () => {
  assert.throws(() => trackingPath("http://mlflow:5000"), {
    name: "TypeError",
    message:
      "Cannot record runs (MLFLOW_TRACKING_URI): wanted a path or a file: URI; got http://mlflow:5000. Tracking servers are not supported yet",
  });
  assert.throws(
    () => trackingPath("postgresql://me:secret@db/mlflow"),
    (error: Error) => error.message.includes("postgresql://db/mlflow"),
  );
  assert.throws(() => trackingPath("file://nas/runs"), /got file:\/\/nas\/runs/);
  assert.throws(() => trackingPath(" "), /got nothing/);
});
