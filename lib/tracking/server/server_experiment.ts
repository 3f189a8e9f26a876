import { printNote } from "../../cli/print.ts";
import { checkExperimentName } from "../mlflow_rules.ts";
import { CreatedExperiment, Empty, ExperimentAnswer } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";

/**
 * Finds an experiment of a server by its name, creates it, or restores it where it was deleted. Several
 * processes may do this at the same time.
 *
 * @returns Its id.
 */
export async function openServerExperiment(client: MlflowClient, name: string): Promise<string> {
  checkExperimentName(name);
  return await findExperiment(client, name) ?? await createExperiment(client, name);
}

async function findExperiment(client: MlflowClient, name: string): Promise<string | undefined> {
  const path = "mlflow/experiments/get-by-name";
  const answer = await client.call("GET", path, { experiment_name: name }, ExperimentAnswer)
    .catch(unless("RESOURCE_DOES_NOT_EXIST"));
  if (!answer) return undefined;
  const { experiment_id, lifecycle_stage } = answer.experiment;
  if (lifecycle_stage === "deleted") await restoreExperiment(client, name, experiment_id);
  return experiment_id;
}

/** Another process may be quicker, and so may an attempt of this one that got no answer. */
async function createExperiment(client: MlflowClient, name: string): Promise<string> {
  const created = await client.call(
    "POST",
    "mlflow/experiments/create",
    { name },
    CreatedExperiment,
  )
    .catch(unless("RESOURCE_ALREADY_EXISTS"));
  const id = created?.experiment_id ?? await findExperiment(client, name);
  if (id !== undefined) return id;
  throw new Error(
    `Cannot create the experiment "${name}" at ${client.url}: it was there and is gone again. Start again`,
  );
}

/** Another process may be quicker here too: then the experiment is no deleted one any more. */
async function restoreExperiment(client: MlflowClient, name: string, id: string): Promise<void> {
  await client.call("POST", "mlflow/experiments/restore", { experiment_id: id }, Empty)
    .catch(unless("RESOURCE_DOES_NOT_EXIST"));
  printNote(`The experiment "${name}" had been deleted: it is restored.`);
}

/** Takes one refusal of MLflow for an answer: none. */
function unless(code: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof MlflowError) || error.code !== code) throw error;
  };
}
