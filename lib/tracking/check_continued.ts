import type { Params } from "./tracker.ts";

/**
 * Refuses to go on with a run that was made with other parameters: MLflow's never change. What the run lacks
 * may still be added.
 *
 * @throws {Error} that names each parameter which differs.
 */
export function checkContinued(
  runId: string,
  made: ReadonlyMap<string, string>,
  wanted: Params,
): void {
  const differing = Object.entries(wanted).flatMap(([key, value]) => {
    const old = made.get(key);
    return old === undefined || old === String(value) ? [] : [`${key}=${old}, wanted ${value}`];
  });
  if (differing.length === 0) return;
  throw new Error(
    `Cannot go on with the run ${runId} (MLFLOW_RUN_ID): it was made with ${
      differing.join("; ")
    }. Unset MLFLOW_RUN_ID for a new run`,
  );
}
