import type { z } from "zod";
import { RunAnswer, RunsAnswer } from "../tracking/mlflow_answers.ts";
import type { MlflowClient } from "../tracking/mlflow_client.ts";
import { REVISION_TAG, RUN_ID_TAG } from "./pushed_tags.ts";
import type { StoredRun } from "./stored_run.ts";

/** A run of a server that a push has made. */
export interface PushedRun {
  id: string;
  experimentId: string;
  artifactUri: string;
  isDeleted: boolean;
  /** State on disk that it holds, see `runRevision()`; `undefined` where it does not hold all of one. */
  revision: string | undefined;
}

/** Finds the run that an earlier push has made in an experiment for a run on disk, a deleted one too. */
export async function findPushedRun(
  client: MlflowClient,
  experimentId: string,
  { id }: StoredRun,
): Promise<PushedRun | undefined> {
  return await client.retry(() => find(client, experimentId, id));
}

/** Creates the run of a server for a run on disk, as a running one without values. */
export async function createPushedRun(
  client: MlflowClient,
  experimentId: string,
  { id, name, userId, startTimeMs }: StoredRun,
): Promise<PushedRun> {
  const data = {
    experiment_id: experimentId,
    user_id: userId,
    run_name: name,
    start_time: startTimeMs,
    tags: [{ key: "mlflow.runName", value: name }, { key: RUN_ID_TAG, value: id }],
  };
  return await client.retry(async (attempt) => {
    // An earlier attempt may have made it, and only its answer been lost.
    const made = attempt > 1 ? await find(client, experimentId, id) : undefined;
    return made ?? describe((await client.send("POST", "mlflow/runs/create", data, RunAnswer)).run);
  });
}

async function find(
  client: MlflowClient,
  experimentId: string,
  id: string,
): Promise<PushedRun | undefined> {
  const data = {
    experiment_ids: [experimentId],
    filter: `tags.${RUN_ID_TAG} = '${id}'`,
    run_view_type: "ALL",
  };
  const [run] = (await client.send("POST", "mlflow/runs/search", data, RunsAnswer)).runs;
  return run && describe(run);
}

function describe({ info, data }: z.infer<typeof RunAnswer>["run"]): PushedRun {
  return {
    id: info.run_id,
    experimentId: info.experiment_id,
    artifactUri: info.artifact_uri,
    isDeleted: info.lifecycle_stage === "deleted",
    revision: data.tags.find(({ key }) => key === REVISION_TAG)?.value,
  };
}
