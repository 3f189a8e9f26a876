import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startMlflow } from "../../services/start_mlflow.ts";
import { startS3 } from "../../services/start_s3.ts";
import { defineServiceTest } from "../../services/test_services.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { findRun, metricHistory, QUICK, uniqueName } from "../rest/test_server.ts";
import type { Run } from "../tracker.ts";
import { serverTracker } from "./server_tracker.ts";

/** About as long as MLflow's client, but asking each second: the test shall see soon what is back. */
const PATIENT = { ...QUICK, backoffSeconds: 0, jitterSeconds: 2, maxRetries: 120 };
const OUTAGE_MS = 10_000;

const portOf = (address: string) => Number(new URL(address).port);

/** Epochs as a training logs them, with time to send some of them in between. */
async function logEpochs(run: Run, from: number, to: number): Promise<void> {
  for (let epoch = from; epoch <= to; epoch++) {
    await run.logMetrics({ loss: 1 / epoch, accuracy: 1 - 1 / epoch }, epoch);
    await delay(20);
  }
}

defineServiceTest(
  "a server that is killed in the middle of a run and started again, and S3 gone for ten seconds: the run is complete, each metric once",
  ["mlflow", "s3"],
  async () => {
    const folder = await makeTempDir();
    const s3Options = { folder: join(folder, "s3"), buckets: ["artifacts"] };
    let s3 = await startS3(s3Options);
    const options = {
      folder: join(folder, "mlflow"),
      artifactsDestination: "s3://artifacts",
      env: {
        MLFLOW_S3_ENDPOINT_URL: s3.endpoint,
        AWS_ACCESS_KEY_ID: s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      },
    };
    let mlflow = await startMlflow(options);
    const tracker = serverTracker(new MlflowClient(mlflow.address, PATIENT));
    const run = await tracker.startRun({ experiment: uniqueName(), name: "outage" });
    const file = join(folder, "weights.bin");
    await Deno.writeFile(file, new Uint8Array(5_000_000).fill(7));

    await logEpochs(run, 1, 60);
    Deno.kill(-mlflow.pid, "SIGKILL");
    await mlflow.stop();
    const startedMs = performance.now();
    await logEpochs(run, 61, 120);
    assert.ok(performance.now() - startedMs < 5_000, "training waited for the server");
    const params = run.logParams({ seed: 1 });
    mlflow = await startMlflow({ ...options, port: portOf(mlflow.address) });
    await params;
    await logEpochs(run, 121, 180);

    await s3.stop();
    const [, again] = await Promise.all([
      run.logArtifact(file, "model/weights.bin"),
      delay(OUTAGE_MS).then(() => startS3({ ...s3Options, port: portOf(s3.endpoint) })),
    ]);
    s3 = again;
    await run.end("FINISHED");

    const found = await findRun(mlflow.address, run.id);
    assert.deepEqual([found.status, found.params], ["FINISHED", { seed: "1" }]);
    const epochs = Array.from({ length: 180 }, (_, i) => i + 1);
    assert.deepEqual(
      await metricHistory(mlflow.address, run.id, "loss"),
      epochs.map((epoch) => [epoch, 1 / epoch]),
    );
    assert.equal((await metricHistory(mlflow.address, run.id, "accuracy")).length, 180);
    const client = new MlflowClient(mlflow.address, QUICK);
    const store = await openArtifacts(found.artifactUri, client);
    assert.deepEqual(
      (await Array.fromAsync(store.list())).map(({ path, bytes }) => [path, bytes]),
      [["model/weights.bin", 5_000_000]],
    );
    await mlflow.stop();
    await s3.stop();
  },
);
