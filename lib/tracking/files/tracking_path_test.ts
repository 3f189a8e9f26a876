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

Deno.test("trackingPath() refuses databases and Databricks, and keeps passwords out of the message", () => {
  assert.throws(() => trackingPath("postgresql://me:secret@db/mlflow?sslkey=secret"), {
    name: "TypeError",
    message:
      'Cannot record runs (MLFLOW_TRACKING_URI): wanted an MLflow server (http: or https:), a path or a file: URI; got postgresql://db/mlflow. For a database start "mlflow server --backend-store-uri" on it, and name that server',
  });
  for (const uri of ["databricks", "databricks://profile", "databricks-uc", "uc:http://host"]) {
    assert.throws(() => trackingPath(uri), {
      message: /; got .*\. Unset it to record in mlruns\/$/,
    });
  }
  assert.throws(() => trackingPath(" "), /; got nothing\./);
  for (const uri of ["file://nas/runs", "file:../runs"]) {
    assert.throws(
      () => trackingPath(uri),
      /Cannot use "file:.*: wanted a path, or a file: URI without host/,
    );
  }
  assert.equal(trackingPath("databricks-runs"), resolve("databricks-runs"));
});

Deno.test("trackingPath() takes a host and port for no folder, but a path with a colon", () => {
  for (
    const uri of ["127.0.0.1:5000", "localhost:5000", "mlflow:5000", "m.x:80/path", "[::1]:5000"]
  ) {
    assert.throws(
      () => trackingPath(uri),
      (error: Error) => error.message.endsWith(`Did you mean http://${uri}?`),
    );
  }
  for (const path of ["./mlruns", "./mlflow:5000", "C:\\runs", "runs/12:30"]) {
    assert.equal(trackingPath(path), resolve(path));
  }
});
