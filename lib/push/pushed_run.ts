import { createRun, findRunsByTag, type IdTag } from "../tracking/rest/create_run.ts";
import { PUSHED_REVISION_TAG, PUSHED_RUN_TAG } from "../tracking/rest/id_tags.ts";
import type { RunRecord } from "../tracking/rest/mlflow_answers.ts";
import type { MlflowClient } from "../tracking/rest/mlflow_client.ts";
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
  run: StoredRun,
): Promise<PushedRun | undefined> {
  const [found] = await client.retry(() => findRunsByTag(client, experimentId, idTag(run)));
  return found && describe(found);
}

/** Creates the run of a server for a run on disk, as a running one without values. */
export async function createPushedRun(
  client: MlflowClient,
  experimentId: string,
  run: StoredRun,
): Promise<PushedRun> {
  const { name, userId, startTimeMs } = run;
  const made = {
    experiment_id: experimentId,
    run_name: name,
    user_id: userId,
    start_time: startTimeMs,
    tags: {},
  };
  return describe(await createRun(client, made, idTag(run)));
}

function idTag({ id }: StoredRun): IdTag {
  return { key: PUSHED_RUN_TAG, value: id };
}

function describe({ info, data }: RunRecord): PushedRun {
  return {
    id: info.run_id,
    experimentId: info.experiment_id,
    artifactUri: info.artifact_uri,
    isDeleted: info.lifecycle_stage === "deleted",
    revision: data.tags.find(({ key }) => key === PUSHED_REVISION_TAG)?.value,
  };
}
