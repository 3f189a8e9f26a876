import { cannotContinue, type ContinuedBy } from "./continuation.ts";
import type { Params } from "./tracker.ts";

/**
 * Refuses to go on with a run that was made with other parameters: MLflow's never change. What the run lacks
 * may still be added.
 *
 * @param by What has named the run.
 * @throws {Error} that names each parameter which differs.
 */
export function checkContinued(
  runId: string,
  by: ContinuedBy,
  made: ReadonlyMap<string, string>,
  wanted: Params,
): void {
  const differing = Object.entries(wanted).flatMap(([key, value]) => {
    const old = made.get(key);
    return old === undefined || old === String(value) ? [] : [`${key}=${old}, wanted ${value}`];
  });
  if (differing.length === 0) return;
  throw cannotContinue(runId, by, `it was made with ${differing.join("; ")}`);
}
