import { basename, join } from "node:path";
import { z } from "zod";
import { experimentFolders } from "../tracking/files/file_experiment.ts";
import { readMeta } from "../tracking/files/meta_yaml.ts";
import { isRunId } from "../tracking/mlflow_rules.ts";
import { foldersIn } from "./folders_in.ts";
import { readTextIfThere } from "./read_texts.ts";
import { RUN_STATUS, type RunStatus, type StoredRun } from "./stored_run.ts";

/** What a file store has to be pushed. */
export interface StoredRuns {
  /** The oldest first. */
  runs: StoredRun[];
  /** What cannot be read, and why. */
  damaged: string[];
  /** Models that MLflow's own client keeps in the store beside the runs. They are not pushed. */
  loggedModelCount: number;
}

/** What a file store keeps in an experiment's folder beside its runs (mlflow/store/tracking/file_store.py). */
const NO_RUNS = ["datasets", "tags", "traces", "models"];

const ExperimentMeta = z.object({
  name: z.coerce.string(),
  lifecycle_stage: z.string().default("active"),
});

const RunMeta = z.object({
  run_name: z.coerce.string().nullish(),
  user_id: z.coerce.string().nullish(),
  status: z.union([z.number(), z.string()]).default(1).transform((status, context): RunStatus => {
    const known = Object.entries(RUN_STATUS)
      .find(([number, name]) => String(status) === number || status === name);
    if (known) return known[1];
    context.addIssue(`wanted a status from 1 to 5, got ${status}`);
    return z.NEVER;
  }),
  start_time: z.number().int(),
  end_time: z.number().int().nullish(),
  lifecycle_stage: z.string().default("active"),
  artifact_uri: z.string(),
});

/**
 * Lists the runs of a file store, this project's or one that Python's MLflow has written. Deleted runs and
 * experiments are left out. An experiment or run whose meta.yaml is damaged is named, and stops no other.
 *
 * @param root The store's folder, `mlruns`.
 * @throws {Error} if there is no such folder.
 */
export async function listRuns(root: string): Promise<StoredRuns> {
  const isFolder = await Deno.stat(root).then((info) => info.isDirectory, () => false);
  if (!isFolder) throw new Error(`Cannot read runs from ${root}: there is no such folder`);
  const found: StoredRuns = { runs: [], damaged: [], loggedModelCount: 0 };
  const readOr = async <Found>(reading: Promise<Found>) => {
    return await reading.catch((error: Error) => void found.damaged.push(error.message));
  };
  for (const folder of await experimentFolders(root)) {
    const experiment = await readOr(readMeta(join(folder, "meta.yaml"), ExperimentMeta));
    if (experiment?.lifecycle_stage !== "active") continue;
    found.loggedModelCount += (await foldersIn(join(folder, "models"))).length;
    for (const runFolder of await runFolders(folder)) {
      const run = await readOr(readRun(runFolder, experiment.name));
      if (run) found.runs.push(run);
    }
  }
  found.runs.sort((a, b) => a.startTimeMs - b.startTimeMs || (a.id < b.id ? -1 : 1));
  return found;
}

async function runFolders(experimentFolder: string): Promise<string[]> {
  const names = await foldersIn(experimentFolder);
  return names.filter((name) => !NO_RUNS.includes(name) && isRunId(name))
    .map((name) => join(experimentFolder, name));
}

/** @returns `undefined` if it was deleted, or was never begun. */
async function readRun(folder: string, experiment: string): Promise<StoredRun | undefined> {
  const meta = await readMeta(join(folder, "meta.yaml"), RunMeta);
  if (meta?.lifecycle_stage !== "active") return undefined;
  const id = basename(folder);
  const nameTag = await readTextIfThere(join(folder, "tags", "mlflow.runName"));
  return {
    id,
    name: nameTag || meta.run_name || id,
    experiment,
    userId: meta.user_id ?? "",
    status: meta.status,
    startTimeMs: meta.start_time,
    endTimeMs: meta.end_time ?? undefined,
    artifactUri: meta.artifact_uri,
    folder,
  };
}
