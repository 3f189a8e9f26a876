import {
  JOB_TAG,
  JOB_WORK_TAG,
  PUSHED_REVISION_TAG,
  PUSHED_RUN_TAG,
  START_TAG,
} from "../rest/id_tags.ts";
import type { RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MODEL_NAME } from "../tracker.ts";
import { type LoggedModel, LoggedModelAnswer, LoggedModelsAnswer, READY } from "./model_answers.ts";

/** Tag of a LoggedModel and of a registered version: the SHA-256 of model.onnx. */
const DIGEST_TAG = "model_digest";

/** Tags of a run that say nothing of its model. */
const OF_RUN_ONLY = [
  "mlflow.runName",
  START_TAG,
  JOB_TAG,
  JOB_WORK_TAG,
  PUSHED_RUN_TAG,
  PUSHED_REVISION_TAG,
];

/** Finds the LoggedModel that a run already has for a model.onnx, or creates it, as a pending one. */
export async function openLoggedModel(
  client: MlflowClient,
  run: RunRecord,
  digest: string,
): Promise<LoggedModel> {
  const { run_id, experiment_id } = run.info;
  const data = {
    experiment_id,
    name: MODEL_NAME,
    source_run_id: run_id,
    params: run.data.params,
    tags: [
      ...run.data.tags.filter(({ key }) => !OF_RUN_ONLY.includes(key)),
      { key: DIGEST_TAG, value: digest },
    ],
  };
  return await client.retry(async () => {
    const models = await loggedModelsOf(client, run);
    const made = models.filter((model) =>
      model.info.name === MODEL_NAME && digestOf(model) === digest
    );
    const best = made.find(({ info }) => info.status === READY.loggedModel) ?? made[0];
    return best ??
      (await client.send("POST", "mlflow/logged-models", data, LoggedModelAnswer)).model;
  });
}

/** The LoggedModels that a run has made, the latest first. */
export async function loggedModelsOf(
  client: MlflowClient,
  { info: { run_id, experiment_id } }: Pick<RunRecord, "info">,
): Promise<LoggedModel[]> {
  const data = { experiment_ids: [experiment_id], filter: `source_run_id = '${run_id}'` };
  return (await client.send("POST", "mlflow/logged-models/search", data, LoggedModelsAnswer))
    .models;
}

/** The SHA-256 of its model.onnx; `undefined` where another program has logged it. */
export function digestOf({ info }: LoggedModel): string | undefined {
  return info.tags.find(({ key }) => key === DIGEST_TAG)?.value;
}
