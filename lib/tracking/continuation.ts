import { z } from "zod";
import { type Environment, readVariables } from "./read_variables.ts";
import { JOB_TAG, JOB_WORK_TAG } from "./rest/id_tags.ts";

/** Which run the first one to start goes on with; where it is told none, it is a new one. */
export interface Continuation {
  /** A run that there must be; it counts more than the Job's. */
  runId?: string | undefined;
  /**
   * A Kubernetes Job's uid: the run that an earlier pod of the Job has started under the same name, else a new
   * one with its tags.
   */
  jobUid?: string | undefined;
}

/** The variable that has named a run. */
export type ContinuedBy = "MLFLOW_RUN_ID" | "JOB_UID";

const VARIABLES = z.object({
  MLFLOW_RUN_ID: z.string().optional(),
  JOB_UID: z.string().regex(
    /^[a-z\d][\w.-]{0,62}$/i,
    'wanted a uid of at most 63 letters, digits, "-", "_" and "."',
  ).optional(),
});

/**
 * Reads which run to go on with from MLFLOW_RUN_ID and JOB_UID (in a Job's manifest, its pods' label
 * `batch.kubernetes.io/controller-uid`).
 *
 * @throws {UsageError} if JOB_UID can be no uid.
 */
export function readContinuation(environment?: Environment): Continuation {
  const { MLFLOW_RUN_ID, JOB_UID } = readVariables(VARIABLES, environment);
  return { runId: MLFLOW_RUN_ID, jobUid: JOB_UID };
}

/** The tags by which the next pod of a Job finds a run; none where no Job starts it. */
export function jobTags(jobUid: string | undefined, name: string): Record<string, string> {
  return jobUid === undefined ? {} : { [JOB_TAG]: jobUid, [JOB_WORK_TAG]: name };
}

/** Says why a run cannot be gone on with, and what to do. */
export function cannotContinue(id: string, by: ContinuedBy, why: string): Error {
  return new Error(
    `Cannot go on with the run ${id} (${by}): ${why}. Unset ${by} for a new run`,
  );
}
