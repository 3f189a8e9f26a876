import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, makeTestDatabase } from "../lib/database/test_database.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { openStore } from "../lib/storage/open_store.ts";
import { withEnvironment } from "../lib/storage/test_environment.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { findRunRecord } from "../lib/tracking/models/test_registry.ts";
import { findRun, metricHistory, uniqueName } from "../lib/tracking/rest/test_server.ts";
import { runTask } from "./test_task.ts";

defineServiceTest(
  "demo leaves a run, a champion, artifacts in S3 and rows in Postgres, and says where to look",
  ["mlflow", "s3", "databaseUrl"],
  async ({ mlflow, s3, databaseUrl }) => {
    const folder = await makeTempDir();
    const aws = {
      AWS_ENDPOINT_URL: s3.endpoint,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      AWS_REGION: "us-east-1",
    };
    const env = {
      ...aws,
      YAMNET_KIT_ASSETS: "",
      YAMNET_KIT_CACHE: join(folder, "cache"),
      YAMNET_TFLITE: join(folder, "missing.tflite"), // so that nothing is downloaded where it could be
      MLFLOW_TRACKING_URI: mlflow,
      MLFLOW_EXPERIMENT_NAME: uniqueName(),
      DATABASE_URL: await makeTestDatabase(databaseUrl),
    };
    const { code, out, err } = await runTask("demo", ["--out", join(folder, "demo")], env);
    assert.equal(code, 0, err);
    assert.match(
      err,
      /^\$ deno task predict --model models:\/yamnet-kit-demo-generated@champion /m,
    );
    assert.match(out, /^MLflow: +models:\/yamnet-kit-demo-generated@champion$/m);
    assert.match(out, /^Version: http.*\/#\/models\/yamnet-kit-demo-generated\/versions\/\d+\?/m);
    const [, experiment, runId = ""] =
      /^Run: +http.*\/experiments\/(\d+)\/runs\/(\w+)\?/m.exec(out) ?? [];

    const run = await findRun(mlflow, runId);
    assert.deepEqual([run.status, run.params["backbone"]], ["FINISHED", "logmel"]);
    assert.ok((await metricHistory(mlflow, runId, "fit/loss")).length > 1);
    const { inputs, outputs } = await findRunRecord(mlflow, runId);
    assert.equal(inputs.dataset_inputs.length, 1);
    assert.equal(outputs.model_outputs.length, 1);

    const bucket = await withEnvironment(aws, () => openStore("s3://mlflow-artifacts"));
    const place = `${experiment}/${runId}/artifacts`;
    for (
      const file of [
        "model/model.onnx",
        "plots/confusion_matrix.html",
        "plots/confusion_matrix.svg",
      ]
    ) {
      assert.ok(await bucket.stat(`${place}/${file}`), file);
    }
    const [row] = await ask(env.DATABASE_URL, "SELECT count(*)::integer AS samples FROM sample");
    assert.ok(Number(row?.["samples"]) > 10, `${row?.["samples"]} samples`);
  },
);
