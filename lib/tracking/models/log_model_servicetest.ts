import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "yaml";
import { defineServiceTest } from "../../services/test_services.ts";
import { fileSha256 } from "../../storage/check_file.ts";
import type { Store } from "../../storage/store.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { walkFiles } from "../../storage/walk_files.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { proxyTo } from "../rest/test_proxy.ts";
import { findRun, QUICK, uniqueName } from "../rest/test_server.ts";
import { serverTracker } from "../server/server_tracker.ts";
import { logModel } from "./log_model.ts";
import { loggedModelsOf } from "./logged_model.ts";
import { makePackage } from "./test_model_package.ts";
import {
  findLoggedModel,
  findRunRecord,
  logTrainedModel,
  startTrainedRun,
} from "./test_registry.ts";

const clientOf = (server: string) => new MlflowClient(server, QUICK);
const pathsIn = async (store: Store) =>
  (await Array.fromAsync(store.list())).map(({ path }) => path).sort();

/** How many LoggedModels and outputs a run has. */
async function countsOf(server: string, runId: string): Promise<[models: number, outputs: number]> {
  const run = await findRunRecord(server, runId);
  return [(await loggedModelsOf(clientOf(server), run)).length, run.outputs.model_outputs.length];
}

defineServiceTest(
  "a run's model is a LoggedModel with the run's parameters, tags, data and figures",
  ["mlflow"],
  async ({ mlflow }) => {
    const { run, modelId, digest } = await logTrainedModel(mlflow);
    const { info, data: { metrics } } = await findLoggedModel(mlflow, modelId);
    assert.deepEqual([info.name, info.status, info.source_run_id], [
      "model",
      "LOGGED_MODEL_READY",
      run.id,
    ]);
    const tags = Object.fromEntries(info.tags.map(({ key, value }) => [key, value]));
    assert.deepEqual([tags["data_hash"], tags["model_digest"]], ["abc", digest]);
    assert.ok(tags["mlflow.user"] && tags["mlflow.source.name"]);
    assert.equal(tags["start_id"] ?? tags["mlflow.runName"], undefined);
    assert.deepEqual(
      metrics.map(({ key, value, run_id }) => [key, value, run_id]).sort(),
      // Nothing of epochs and of the machine. MLflow keeps no NaN of a LoggedModel.
      [["accuracy", 0.94, run.id], ["f1", 0.9312345, run.id], ["undefined_auc", 0, run.id]],
    );
    const { outputs, data } = await findRunRecord(mlflow, run.id);
    assert.deepEqual(outputs.model_outputs, [{ model_id: modelId }]);
    assert.deepEqual(data.params, [{ key: "head", value: "logistic" }, {
      key: "target",
      value: "",
    }]);
  },
);

defineServiceTest(
  "a model's files lie with the LoggedModel and among the run's artifacts",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await startTrainedRun(mlflow);
    const { folder, digest } = await makePackage();
    const modelId = await run.logModel(folder) ?? "";
    const files = (await Array.fromAsync(walkFiles(folder))).sort();
    const { artifactUri } = await findRun(mlflow, run.id);
    const { info } = await findLoggedModel(mlflow, modelId);
    assert.equal(
      info.artifact_uri,
      `mlflow-artifacts:/${run.experimentId}/models/${modelId}/artifacts`,
    );
    const ofRun = await openArtifacts(`${artifactUri}/model`, clientOf(mlflow));
    const ofModel = await openArtifacts(info.artifact_uri, clientOf(mlflow));
    assert.deepEqual(await pathsIn(ofRun), files);
    assert.deepEqual(await pathsIn(ofModel), files);
    const copy = join(await makeTempDir(), "copy");
    for (const store of [ofRun, ofModel]) {
      await store.download("model.onnx", copy);
      assert.equal(await fileSha256(copy), digest);
    }
    const mlModel = parse(await new Response(ofModel.read("MLmodel")).text());
    const { model_id, run_id, artifact_path, flavors } = mlModel;
    assert.deepEqual([model_id, run_id, artifact_path], [modelId, run.id, info.artifact_uri]);
    assert.equal(flavors.onnx.data, "model.onnx");
  },
);

defineServiceTest(
  "a model that is logged again stays one, another one is another",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await startTrainedRun(mlflow);
    const { folder } = await makePackage();
    const first = await run.logModel(folder);
    assert.equal(await run.logModel(folder), first);
    assert.deepEqual(await countsOf(mlflow, run.id), [1, 1]);
    const { data: { metrics } } = await findLoggedModel(mlflow, first ?? "");
    assert.equal(metrics.length, 3);
    assert.notEqual(await run.logModel((await makePackage(2)).folder), first);
    assert.deepEqual(await countsOf(mlflow, run.id), [2, 2]);
  },
);

defineServiceTest(
  "a model whose every request is answered only the second time is one, linked once",
  ["mlflow"],
  async ({ mlflow }) => {
    await using gateway = proxyTo(
      mlflow,
      ({ count }) => count === 1 ? new Response("", { status: 504 }) : undefined,
    );
    const run = await startTrainedRun(mlflow);
    await run.end("FINISHED");
    const modelId = await logModel(clientOf(gateway.address), run.id, (await makePackage()).folder);
    assert.deepEqual(await countsOf(mlflow, run.id), [1, 1]);
    const { info, data } = await findLoggedModel(mlflow, modelId);
    assert.deepEqual([info.status, data.metrics.length], ["LOGGED_MODEL_READY", 3]);
  },
);

defineServiceTest(
  "a model whose upload fails says so, and is ready once it is logged again",
  ["mlflow"],
  async ({ mlflow }) => {
    let isFull = true;
    await using gateway = proxyTo(
      mlflow,
      ({ path }) =>
        isFull && path.endsWith("/artifacts/model.onnx")
          ? Response.json({ error_code: "PERMISSION_DENIED", message: "quota" }, { status: 403 })
          : undefined,
    );
    const run = await startTrainedRun(mlflow);
    await run.end("FINISHED");
    const { folder } = await makePackage();
    const log = () => logModel(clientOf(gateway.address), run.id, folder);
    await assert.rejects(log(), { name: "MlflowError", message: /403\).*quota/ });
    const [failed] = await loggedModelsOf(clientOf(mlflow), await findRunRecord(mlflow, run.id));
    assert.equal(failed?.info.status, "LOGGED_MODEL_UPLOAD_FAILED");
    isFull = false;
    assert.equal(await log(), failed?.info.model_id);
    assert.deepEqual(await countsOf(mlflow, run.id), [1, 1]);
    const { info } = await findLoggedModel(mlflow, failed?.info.model_id ?? "");
    assert.equal(info.status, "LOGGED_MODEL_READY");
  },
);

defineServiceTest(
  "a model whose server goes away between two calls is ready once it is logged again",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await startTrainedRun(mlflow);
    await run.end("FINISHED");
    const { folder } = await makePackage();
    const made: string[] = [];
    for (const lastAnswered of ["/logged-models", "/runs/outputs", "/artifacts/labels.json"]) {
      let isAway = false;
      await using gateway = proxyTo(mlflow, ({ path }) => {
        const answer = isAway ? new Response("", { status: 502 }) : undefined;
        isAway ||= path.endsWith(lastAnswered);
        return answer;
      });
      const impatient = new MlflowClient(gateway.address, { ...QUICK, maxRetries: 1 });
      await assert.rejects(logModel(impatient, run.id, folder), { name: "MlflowUnavailable" });
      const models = await loggedModelsOf(clientOf(mlflow), await findRunRecord(mlflow, run.id));
      assert.deepEqual(models.map(({ info }) => info.status), ["LOGGED_MODEL_PENDING"]);
      made.push(models[0]?.info.model_id ?? "");
    }
    made.push(await logModel(clientOf(mlflow), run.id, folder));
    assert.equal(new Set(made).size, 1);
    assert.deepEqual(await countsOf(mlflow, run.id), [1, 1]);
    const { info } = await findLoggedModel(mlflow, made[0] ?? "");
    assert.equal(info.status, "LOGGED_MODEL_READY");
  },
);

defineServiceTest(
  "a Job's run keeps the model that its first pod has logged whole, also where the next one made another",
  ["mlflow"],
  async ({ mlflow }) => {
    const experiment = uniqueName();
    const job = { jobUid: crypto.randomUUID() };
    const [first, second] = [await makePackage(1), await makePackage(2)];
    const logAsPod = async (folder: string) => {
      const run = await serverTracker(clientOf(mlflow), job).startRun({ experiment, name: "pod" });
      const model = await run.logModel(folder);
      await run.end("FINISHED");
      return { id: run.id, model };
    };
    const made = await logAsPod(first.folder);
    assert.deepEqual(await logAsPod(second.folder), made);
    assert.deepEqual(await countsOf(mlflow, made.id), [1, 1]);
    const { artifactUri } = await findRun(mlflow, made.id);
    const store = await openArtifacts(artifactUri, clientOf(mlflow));
    const copy = join(await makeTempDir(), "model.onnx");
    await store.download("model/model.onnx", copy);
    assert.equal(await fileSha256(copy), first.digest);
  },
);

defineServiceTest(
  "a model that was cut off half there is marked as failed once another one takes its place",
  ["mlflow"],
  async ({ mlflow }) => {
    const run = await startTrainedRun(mlflow);
    await run.end("KILLED");
    let isAway = false;
    await using gateway = proxyTo(mlflow, ({ path }) => {
      isAway ||= path.endsWith("/artifacts/model.onnx");
      return isAway ? new Response("", { status: 502 }) : undefined;
    });
    const impatient = new MlflowClient(gateway.address, { ...QUICK, maxRetries: 1 });
    await assert.rejects(logModel(impatient, run.id, (await makePackage(1)).folder), {
      name: "MlflowUnavailable",
    });
    const kept = await logModel(clientOf(mlflow), run.id, (await makePackage(2)).folder);
    const models = await loggedModelsOf(clientOf(mlflow), await findRunRecord(mlflow, run.id));
    assert.deepEqual(models.map(({ info }) => [info.model_id === kept, info.status]), [
      [true, "LOGGED_MODEL_READY"],
      [false, "LOGGED_MODEL_UPLOAD_FAILED"],
    ]);
  },
);

defineServiceTest(
  "an evaluation's figures are also those of the model that it is about",
  ["mlflow"],
  async ({ mlflow }) => {
    const { modelId } = await logTrainedModel(mlflow);
    const evaluation = await startTrainedRun(mlflow);
    await evaluation.logEvaluatedModel(modelId);
    await evaluation.logEvaluatedModel(modelId);
    const { data: { metrics } } = await findLoggedModel(mlflow, modelId);
    const own = metrics.filter(({ run_id }) => run_id === evaluation.id);
    assert.deepEqual(own.map(({ key }) => key).sort(), ["accuracy", "f1", "undefined_auc"]);
  },
);

defineServiceTest("what is no model package is not logged", ["mlflow"], async ({ mlflow }) => {
  const run = await startTrainedRun(mlflow);
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "note.txt"), "no model");
  await assert.rejects(
    logModel(clientOf(mlflow), run.id, folder),
    /^Error: Cannot open the model .*: the folder has no file "MLmodel"\./,
  );
  assert.deepEqual(await countsOf(mlflow, run.id), [0, 0]);
});
