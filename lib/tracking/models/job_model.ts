import { JOB_TAG } from "../rest/id_tags.ts";
import { RunAnswer } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MODEL_NAME } from "../tracker.ts";
import { loggedModelsOf } from "./logged_model.ts";
import { READY } from "./model_answers.ts";

/**
 * The model that an earlier pod of the same Job has logged whole. It stays the run's only one: on a node of
 * another kind the same training may differ in its last bits, and its versions would be two.
 *
 * @returns Its id, "m-…"; `undefined` where there is none, or the run is no Job's.
 */
export async function findJobModel(
  client: MlflowClient,
  runId: string,
): Promise<string | undefined> {
  const { run } = await client.call("GET", "mlflow/runs/get", { run_id: runId }, RunAnswer);
  if (!run.data.tags.some(({ key }) => key === JOB_TAG)) return undefined;
  const models = await client.retry(() => loggedModelsOf(client, run));
  return models.find(({ info }) => info.name === MODEL_NAME && info.status === READY.loggedModel)
    ?.info.model_id;
}
