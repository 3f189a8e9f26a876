import { checkContinued } from "../check_continued.ts";
import { checkRunId } from "../mlflow_rules.ts";
import { createRun } from "../rest/create_run.ts";
import { START_TAG } from "../rest/id_tags.ts";
import { Empty, RunAnswer, type RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";
import { sourceTags, userName } from "../run_source.ts";
import type { Params, Tracker } from "../tracker.ts";
import { openServerExperiment } from "./server_experiment.ts";
import { ServerRun } from "./server_run.ts";

/**
 * Records runs on an MLflow tracking server.
 *
 * @param runId A run that the first one to start goes on with.
 */
export function serverTracker(client: MlflowClient, runId?: string): Tracker {
  let continued = runId;
  return {
    async startRun({ experiment, name, params }) {
      const id = continued;
      continued = undefined;
      if (id !== undefined) return new ServerRun(client, await continueRun(client, id, params));
      const run = {
        experiment_id: await openServerExperiment(client, experiment),
        run_name: name,
        user_id: userName(),
        start_time: Date.now(),
        tags: sourceTags(),
      };
      const startId = { key: START_TAG, value: crypto.randomUUID() };
      return new ServerRun(client, await createRun(client, run, startId));
    },
  };
}

/** Marks a run as running again; its name, parameters and metrics stay. */
async function continueRun(
  client: MlflowClient,
  id: string,
  params: Params = {},
): Promise<RunRecord> {
  checkRunId(id);
  const { run } = await client.call("GET", "mlflow/runs/get", { run_id: id }, RunAnswer)
    .catch((error) => {
      if (!(error instanceof MlflowError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
      throw cannotContinue(client, id, "there is no such run");
    });
  if (run.info.lifecycle_stage === "deleted") {
    throw cannotContinue(client, id, "it was deleted");
  }
  const made = new Map(run.data.params.map(({ key, value }) => [key, value]));
  checkContinued(id, made, params);
  await client.call("POST", "mlflow/runs/update", { run_id: id, status: "RUNNING" }, Empty);
  return run;
}

function cannotContinue(client: MlflowClient, id: string, why: string): Error {
  return new Error(
    `Cannot go on with the run ${id} (MLFLOW_RUN_ID) at ${client.url}: ${why}. Unset MLFLOW_RUN_ID for a new run`,
  );
}
