import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { locateModel } from "../../model/locate_model.ts";
import { PACKAGE_FILES } from "../../model/write_model_package.ts";
import { fileSha256 } from "../../storage/check_file.ts";
import { uploadFolder } from "../../storage/upload_folder.ts";
import { yamlText } from "../../storage/yaml_text.ts";
import { Empty, RunAnswer, type RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { isUnavailable } from "../rest/mlflow_error.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { logModelMetrics } from "./log_model_metrics.ts";
import { loggedModelsOf, openLoggedModel } from "./logged_model.ts";
import { type LoggedModel, PENDING, READY, UPLOAD_FAILED } from "./model_answers.ts";

/**
 * Makes a model package a LoggedModel of a run, by which MLflow 3 knows models: its files, the run's
 * parameters and tags, and the run's figures as its own. It is an output of the run, and is found at
 * `runs:/<run id>/model` and `models:/m-…`.
 *
 * Done again, after it was cut off or as a whole, it makes no second one: a run has one for each model.onnx.
 *
 * @param folder Of the package, see `writeModelPackage()`.
 * @returns Its id, "m-…".
 * @throws {Error} if a file cannot be stored; the LoggedModel has failed then.
 */
export async function logModel(
  client: MlflowClient,
  runId: string,
  folder: string,
): Promise<string> {
  const digest = await fileSha256((await locateModel(folder)).model);
  const run = await client.retry(() => getRun(client, runId));
  const model = await openLoggedModel(client, run, digest);
  const { model_id: id, status } = model.info;
  await linkOutput(client, runId, id);
  await logModelMetrics(client, run, id);
  if (status === READY.loggedModel) return id;
  try {
    await uploadModel(client, model, folder);
  } catch (error) {
    // A server that does not answer is not waited for a second time.
    if (!isUnavailable(error)) await setStatus(client, id, UPLOAD_FAILED).catch(() => {});
    throw error;
  }
  await setStatus(client, id, READY.loggedModel);
  await failAbandoned(client, run);
  return id;
}

/**
 * Marks models of a run as failed that a process has left half there, when it was cut off: nobody will go on
 * with them, as on a node of another kind the training may have given another model.
 */
async function failAbandoned(client: MlflowClient, run: RunRecord): Promise<void> {
  const models = await client.retry(() => loggedModelsOf(client, run));
  for (const { info } of models.filter(({ info }) => info.status === PENDING)) {
    await setStatus(client, info.model_id, UPLOAD_FAILED);
  }
}

async function setStatus(client: MlflowClient, id: string, status: string): Promise<void> {
  await client.call("PATCH", `mlflow/logged-models/${id}`, { model_id: id, status }, Empty);
}

/** Says that a run has measured a LoggedModel of another one: its figures of step 0 are the model's too. */
export async function logEvaluatedModel(
  client: MlflowClient,
  runId: string,
  modelId: string,
): Promise<void> {
  const data = { run_id: runId, models: [{ model_id: modelId }] };
  await client.call("POST", "mlflow/runs/log-inputs", data, Empty);
  await logModelMetrics(client, await client.retry(() => getRun(client, runId)), modelId);
}

async function getRun(client: MlflowClient, runId: string): Promise<RunRecord> {
  return (await client.send("GET", "mlflow/runs/get", { run_id: runId }, RunAnswer)).run;
}

/** MLflow refuses to be told the same output twice, so each attempt looks first. */
async function linkOutput(client: MlflowClient, runId: string, modelId: string): Promise<void> {
  const data = { run_id: runId, models: [{ model_id: modelId, step: 0 }] };
  await client.retry(async () => {
    const { outputs } = await getRun(client, runId);
    if (outputs.model_outputs.some(({ model_id }) => model_id === modelId)) return;
    await client.send("POST", "mlflow/runs/outputs", data, Empty);
  });
}

async function uploadModel(
  client: MlflowClient,
  { info }: LoggedModel,
  folder: string,
): Promise<void> {
  const store = await openArtifacts(info.artifact_uri, client);
  await uploadFolder(folder, store);
  const text = await Deno.readTextFile(join(folder, PACKAGE_FILES.mlModel));
  await store.write(PACKAGE_FILES.mlModel, mlModelOf(info, text));
}

/** MLmodel with the names that MLflow has given to the model, by which its own evaluation finds it again. */
function mlModelOf(
  { model_id, source_run_id, artifact_uri }: LoggedModel["info"],
  text: string,
): string {
  return yamlText({
    ...z.record(z.string(), z.unknown()).parse(parse(text)),
    artifact_path: artifact_uri,
    model_id,
    model_uuid: model_id,
    run_id: source_run_id,
  });
}
