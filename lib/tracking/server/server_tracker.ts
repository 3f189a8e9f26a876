import { checkContinued } from "../check_continued.ts";
import { cannotContinue, type Continuation, type ContinuedBy, jobTags } from "../continuation.ts";
import { checkRunId } from "../mlflow_rules.ts";
import { createRun, findRunsByTag } from "../rest/create_run.ts";
import { JOB_TAG, JOB_WORK_TAG, START_TAG } from "../rest/id_tags.ts";
import { Empty, RunAnswer, type RunRecord } from "../rest/mlflow_answers.ts";
import type { MlflowClient } from "../rest/mlflow_client.ts";
import { MlflowError } from "../rest/mlflow_error.ts";
import { sourceTags, userName } from "../run_source.ts";
import type { Params, Tracker } from "../tracker.ts";
import { openServerExperiment } from "./server_experiment.ts";
import { ServerRun } from "./server_run.ts";

/** Records runs on an MLflow tracking server. */
export function serverTracker(client: MlflowClient, continuation: Continuation = {}): Tracker {
  let next = continuation;
  return {
    async startRun({ experiment, name, params }) {
      const { runId, jobUid } = next;
      next = {};
      if (runId !== undefined) {
        const made = await findRun(client, runId);
        return await continueRun(client, made, "MLFLOW_RUN_ID", params);
      }
      const experiment_id = await openServerExperiment(client, experiment);
      const made = jobUid && await findJobRun(client, experiment_id, jobUid, name);
      if (made) return await continueRun(client, made, "JOB_UID", params);
      const run = {
        experiment_id,
        run_name: name,
        user_id: userName(),
        start_time: Date.now(),
        tags: { ...sourceTags(), ...jobTags(jobUid, name) },
      };
      const startId = { key: START_TAG, value: crypto.randomUUID() };
      return new ServerRun(client, await createRun(client, run, startId));
    },
  };
}

async function findRun(client: MlflowClient, id: string): Promise<RunRecord> {
  checkRunId(id);
  const { run } = await client.call("GET", "mlflow/runs/get", { run_id: id }, RunAnswer)
    .catch((error) => {
      if (!(error instanceof MlflowError) || error.code !== "RESOURCE_DOES_NOT_EXIST") throw error;
      throw cannotContinue(id, "MLFLOW_RUN_ID", `there is no such run at ${client.url}`);
    });
  if (run.info.lifecycle_stage !== "deleted") return run;
  throw cannotContinue(id, "MLFLOW_RUN_ID", `it was deleted at ${client.url}`);
}

/** The run that an earlier pod of a Job has started under a name, unless it was deleted. */
async function findJobRun(
  client: MlflowClient,
  experimentId: string,
  jobUid: string,
  name: string,
): Promise<RunRecord | undefined> {
  const tag = { key: JOB_TAG, value: jobUid };
  const runs = await client.retry(() => findRunsByTag(client, experimentId, tag, "ACTIVE_ONLY"));
  // Not asked for with the uid: MLflow's filters have no way to write every name.
  return runs.find(({ data }) =>
    data.tags.some(({ key, value }) => key === JOB_WORK_TAG && value === name)
  );
}

/** Marks a run as running again; its name, parameters and metrics stay. */
async function continueRun(
  client: MlflowClient,
  run: RunRecord,
  by: ContinuedBy,
  params: Params = {},
): Promise<ServerRun> {
  const { run_id } = run.info;
  const made = new Map(run.data.params.map(({ key, value }) => [key, value]));
  checkContinued(run_id, by, made, params);
  await client.call("POST", "mlflow/runs/update", { run_id, status: "RUNNING" }, Empty);
  return new ServerRun(client, run);
}
