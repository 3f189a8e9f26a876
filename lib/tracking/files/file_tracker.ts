import { checkRunId } from "../mlflow_rules.ts";
import { sourceTags, userName } from "../run_source.ts";
import type { Params, Run, Tracker } from "../tracker.ts";
import { experimentFolders, openExperiment } from "./file_experiment.ts";
import { FileRun } from "./file_run.ts";
import { trackingPath } from "./tracking_path.ts";

/**
 * Records runs on disk in the layout of MLflow's file store, so that MLflow's own programs read them
 * (MLFLOW_ALLOW_FILE_STORE=true). Nothing is written before the first run starts.
 *
 * @param uri A path or a `file:` URI, as in MLFLOW_TRACKING_URI.
 * @param runId A run that the first one to start goes on with.
 * @throws {TypeError} for every other kind of URI.
 *
 * @example
 * ```ts ignore
 * const run = await fileTracker("mlruns").startRun({ experiment: "esc10", name: "logistic" });
 * await run.logMetrics({ "train/loss": 0.12 }, 3);
 * await run.end("FINISHED");
 * ```
 */
export function fileTracker(uri: string, runId?: string): Tracker {
  const root = trackingPath(uri);
  let continued = runId;
  return {
    async startRun({ experiment, name, params }): Promise<Run> {
      const id = continued;
      continued = undefined;
      if (id !== undefined) return await continueRun(root, id, params);
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

async function continueRun(root: string, id: string, params?: Params): Promise<Run> {
  checkRunId(id);
  for (const folder of await experimentFolders(root)) {
    const run = await FileRun.continue(folder, id, params);
    if (run) return run;
  }
  throw new Error(
    `Cannot go on with the run ${id} (MLFLOW_RUN_ID): there is no such run in ${root}. Unset MLFLOW_RUN_ID for a new run`,
  );
}
