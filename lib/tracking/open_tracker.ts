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
 * @param runId MLFLOW_RUN_ID: a run that the first one to start goes on with, for a Job that is started again.
 * @throws {TypeError} for every other kind of URI.
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
  runId: string | undefined = Deno.env.get("MLFLOW_RUN_ID") || undefined,
): Tracker {
  if (isServerUri(uri)) return serverTracker(new MlflowClient(uri), runId);
  return fileTracker(uri, runId);
}
