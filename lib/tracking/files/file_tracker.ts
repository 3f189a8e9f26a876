import { cannotContinue, type Continuation, jobTags } from "../continuation.ts";
import { checkRunId } from "../mlflow_rules.ts";
import { sourceTags, userName } from "../run_source.ts";
import type { Params, Run, Tracker } from "../tracker.ts";
import { experimentFolders, openExperiment } from "./file_experiment.ts";
import { FileRun } from "./file_run.ts";
import { findJobRun } from "./job_run.ts";
import { trackingPath } from "./tracking_path.ts";

/**
 * Records runs on disk in the layout of MLflow's file store, so that MLflow's own programs read them
 * (MLFLOW_ALLOW_FILE_STORE=true). Nothing is written before the first run starts.
 *
 * @param uri A path or a `file:` URI, as in MLFLOW_TRACKING_URI.
 * @throws {TypeError} for every other kind of URI.
 *
 * @example
 * ```ts ignore
 * const run = await fileTracker("mlruns").startRun({ experiment: "esc10", name: "logistic" });
 * await run.logMetrics({ "train/loss": 0.12 }, 3);
 * await run.end("FINISHED");
 * ```
 */
export function fileTracker(uri: string, continuation: Continuation = {}): Tracker {
  const root = trackingPath(uri);
  let next = continuation;
  return {
    async startRun({ experiment, name, params }): Promise<Run> {
      const { runId, jobUid } = next;
      next = {};
      if (runId !== undefined) return await continueRun(root, runId, params);
      const { id: experimentId, folder } = await openExperiment(root, experiment);
      const made = jobUid && await findJobRun(folder, jobUid, name);
      const found = made && await FileRun.continue(folder, made, "JOB_UID", params);
      if (found) return found;
      const tags = { "mlflow.runName": name, ...sourceTags(), ...jobTags(jobUid, name) };
      return await FileRun.create(folder, {
        id: crypto.randomUUID().replaceAll("-", ""),
        name,
        experimentId,
        userId: userName(),
        startTimeMs: Date.now(),
      }, tags);
    },
  };
}

async function continueRun(root: string, id: string, params?: Params): Promise<Run> {
  checkRunId(id);
  for (const folder of await experimentFolders(root)) {
    const run = await FileRun.continue(folder, id, "MLFLOW_RUN_ID", params);
    if (run) return run;
  }
  throw cannotContinue(id, "MLFLOW_RUN_ID", `there is no such run in ${root}`);
}
