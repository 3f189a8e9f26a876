import type { z } from "zod";
import { Empty, RunAnswer, RunsAnswer } from "./mlflow_answers.ts";
import type { MlflowClient } from "./mlflow_client.ts";
import { MlflowError } from "./mlflow_error.ts";
import { checkRunId } from "./mlflow_rules.ts";
import { sourceTags, userName } from "./run_source.ts";
import { openServerExperiment } from "./server_experiment.ts";
import { ServerRun } from "./server_run.ts";
import type { Tracker } from "./tracker.ts";

/** Tag that names the call which made a run, so that a repeated one finds it and makes no second. */
const START_TAG = "start_id";

type Run = z.infer<typeof RunAnswer>["run"];

/**
 * Records runs on an MLflow tracking server.
 *
 * @param runId A run that the first one to start goes on with.
 */
export function serverTracker(client: MlflowClient, runId?: string): Tracker {
  let continued = runId;
  return {
    async startRun({ experiment, name }) {
      const id = continued;
      continued = undefined;
      if (id !== undefined) return new ServerRun(client, await continueRun(client, id));
      const experimentId = await openServerExperiment(client, experiment);
      return new ServerRun(client, await createRun(client, experimentId, name));
    },
  };
}

async function createRun(client: MlflowClient, experimentId: string, name: string): Promise<Run> {
  const startId = crypto.randomUUID();
  const tags = { "mlflow.runName": name, ...sourceTags(), [START_TAG]: startId };
  const data = {
    experiment_id: experimentId,
    user_id: userName(),
    run_name: name,
    start_time: Date.now(),
    tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  };
  return await client.retry(async (attempt) => {
    // An earlier attempt may have made it, and only its answer been lost.
    const made = attempt > 1 ? await findStarted(client, experimentId, startId) : undefined;
    return made ?? (await client.send("POST", "mlflow/runs/create", data, RunAnswer)).run;
  });
}

async function findStarted(
  client: MlflowClient,
  experimentId: string,
  startId: string,
): Promise<Run | undefined> {
  const data = { experiment_ids: [experimentId], filter: `tags.${START_TAG} = '${startId}'` };
  return (await client.send("POST", "mlflow/runs/search", data, RunsAnswer)).runs[0];
}

/** Marks a run as running again; its name, parameters and metrics stay. */
async function continueRun(client: MlflowClient, id: string): Promise<Run> {
  checkRunId(id);
  const { run } = await client.call("GET", "mlflow/runs/get", { run_id: id }, RunAnswer)
    .catch((error) => {
      if (!(error instanceof MlflowError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
      throw cannotContinue(client, id, "there is no such run");
    });
  if (run.info.lifecycle_stage === "deleted") {
    throw cannotContinue(client, id, "it was deleted");
  }
  await client.call("POST", "mlflow/runs/update", { run_id: id, status: "RUNNING" }, Empty);
  return run;
}

function cannotContinue(client: MlflowClient, id: string, why: string): Error {
  return new Error(
    `Cannot go on with the run ${id} (MLFLOW_RUN_ID) at ${client.url}: ${why}. Unset MLFLOW_RUN_ID for a new run`,
  );
}
