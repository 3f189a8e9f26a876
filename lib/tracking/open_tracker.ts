import { type Continuation, readContinuation } from "./continuation.ts";
import { fileTracker } from "./files/file_tracker.ts";
import { MlflowClient } from "./rest/mlflow_client.ts";
import { isServerUri } from "./rest/server_address.ts";
import { serverTracker } from "./server/server_tracker.ts";
import type { Tracker } from "./tracker.ts";

/**
 * Opens where runs are recorded, as MLFLOW_TRACKING_URI names it: an MLflow server (`http:`, `https:`), or a
 * folder in the layout of MLflow's file store, which needs no server (a path or `file:`). Nothing is asked
 * or written before the first run starts.
 *
 * @param continuation Which run the first one to start goes on with, for a Job that is started again; by
 * default as MLFLOW_RUN_ID or JOB_UID say.
 * @throws {TypeError} for every other kind of URI.
 * @throws {UsageError} if JOB_UID can be no uid.
 *
 * @example
 * ```ts ignore
 * const tracker = openTracker("http://mlflow:5000");
 * await recordRun(tracker, { experiment: "esc10", name: "logistic" }, async (run) => {
 *   await run.logMetrics({ "train/loss": 0.12 }, 3);
 * });
 * ```
 */
export function openTracker(
  uri: string,
  continuation: Continuation = readContinuation(),
): Tracker {
  if (isServerUri(uri)) return serverTracker(new MlflowClient(uri), continuation);
  return fileTracker(uri, continuation);
}
