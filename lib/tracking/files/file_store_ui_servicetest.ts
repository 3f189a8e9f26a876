import assert from "node:assert/strict";
import { join } from "node:path";
import { z } from "zod";
import { defineServiceTest } from "../../services/test_services.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { makePackage } from "../models/test_model_package.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { findRun, metricHistory, QUICK, runIds } from "../rest/test_server.ts";
import { fileTracker } from "./file_tracker.ts";
import { startFileStoreUi } from "./test_file_store_ui.ts";

const Listed = z.object({ files: z.array(z.object({ path: z.string() })) });

defineServiceTest(
  "MLflow's UI opens a file store with all that its runs hold",
  ["mlflow"],
  async () => {
    const root = join(await makeTempDir(), "mlruns");
    const run = await fileTracker(root).startRun({ experiment: "sounds", name: "trained" });
    await run.logParams({ "data/seed": 1 });
    await run.setTags({ "mlflow.note.content": "two\nlines" });
    for (let step = 1; step <= 20; step++) await run.logMetrics({ "fit/loss": 1 / step }, step);
    const { folder } = await makePackage();
    await run.logModel(folder);
    await run.end("FINISHED");

    await using ui = await startFileStoreUi(root);
    assert.deepEqual(await runIds(ui.address, "sounds"), [run.id]);
    const { status, name, params, tags } = await findRun(ui.address, run.id);
    assert.deepEqual([status, name, params], ["FINISHED", "trained", { "data/seed": "1" }]);
    assert.equal(tags["mlflow.note.content"], "two\nlines");
    const history = await metricHistory(ui.address, run.id, "fit/loss");
    assert.deepEqual(history, Array.from({ length: 20 }, (_, i) => [i + 1, 1 / (i + 1)]));

    const client = new MlflowClient(ui.address, QUICK);
    const query = { run_id: run.id, path: "model" };
    const { files } = await client.call("GET", "mlflow/artifacts/list", query, Listed);
    assert.ok(files.some(({ path }) => path === "model/model.onnx"));
    const file = "get-artifact?" + new URLSearchParams({ path: "model/MLmodel", run_uuid: run.id });
    const answer = await fetch(`${ui.address}/${file}`);
    assert.equal(await answer.text(), await Deno.readTextFile(join(folder, "MLmodel")));
  },
);
