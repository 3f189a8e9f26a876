import assert from "node:assert/strict";
import { join } from "node:path";
import { withEnvironment } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { openTracker } from "./open_tracker.ts";

Deno.test("openTracker() records on disk for a path or a file: URI", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const { id, experimentId } = await openTracker(`file://${root}`)
    .startRun({ experiment: "sounds", name: "first" });
  assert.ok((await Deno.stat(join(root, experimentId, id))).isDirectory);
});

Deno.test("openTracker() asks a server for http: and https:, not before a run starts", async () => {
  let requests = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    requests += 1;
    return new Response("<html>", { status: 404 });
  });
  const tracker = openTracker(`HTTP://127.0.0.1:${server.addr.port}`);
  assert.equal(requests, 0);
  await assert.rejects(tracker.startRun({ experiment: "sounds", name: "first" }), {
    message: /^There is no MLflow server at http:/,
  });
  assert.equal(requests, 1);
});

Deno.test("openTracker() goes on with the run of MLFLOW_RUN_ID; an empty one counts as unset", async () => {
  const root = join(await makeTempDir(), "mlruns");
  const start = () => openTracker(root).startRun({ experiment: "sounds", name: "run" });
  const first = await withEnvironment({ MLFLOW_RUN_ID: "" }, start);
  const again = await withEnvironment({ MLFLOW_RUN_ID: first.id }, start);
  assert.equal(again.id, first.id);
});

Deno.test("openTracker() refuses what it cannot record in at once", () => {
  assert.throws(
    () => openTracker("databricks"),
    /wanted an MLflow server \(http: or https:\), a path/,
  );
  assert.throws(() => openTracker("sqlite:///mlflow.db"), /"mlflow server --backend-store-uri"/);
  assert.throws(() => openTracker("http://"), /wanted the address of an MLflow server/);
});
