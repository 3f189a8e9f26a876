import { openExperiment } from "./file_experiment.ts";
import { FileRun } from "./file_run.ts";
import { sourceTags, userName } from "./run_source.ts";
import type { Run, Tracker } from "./tracker.ts";
import { trackingPath } from "./tracking_path.ts";

/**
 * Records runs on disk in the layout of MLflow's file store, so that MLflow's own programs read them
 * (MLFLOW_ALLOW_FILE_STORE=true). Nothing is written before the first run starts.
 *
 * @param uri A path or a `file:` URI, as in MLFLOW_TRACKING_URI.
 * @throws {TypeError} if it is a tracking server's or a database's address.
 *
 * @example
 * ```ts ignore
 * const run = await fileTracker("mlruns").startRun({ experiment: "esc10", name: "logistic" });
 * await run.logMetrics({ "train/loss": 0.12 }, 3);
 * await run.end("FINISHED");
 * ```
 */
export function fileTracker(uri: string): Tracker {
  const root = trackingPath(uri);
  return {
    async startRun({ experiment, name }): Promise<Run> {
      const { id: experimentId, folder } = await openExperiment(root, experiment);
      const run = await FileRun.create(folder, {
        id: crypto.randomUUID().replaceAll("-", ""),
        name,
        experimentId,
        userId: userName(),
        startTimeMs: Date.now(),
      });
      await run.setTags({ "mlflow.runName": name, ...sourceTags() });
      return run;
    },
  };
}
