import { printNote } from "../cli/print.ts";
import { readInputs } from "./read_inputs.ts";
import { readMetrics } from "./read_metrics.ts";
import { type KeyValue, readTexts } from "./read_texts.ts";
import { runArtifacts } from "./run_artifacts.ts";
import type { StoredInput, StoredRun } from "./stored_run.ts";

/** What a run has recorded, but for the values of its metrics, which may be many. */
export interface RunContent {
  /** Of the run. */
  folder: string;
  params: KeyValue[];
  /** Without that of its name. */
  tags: KeyValue[];
  inputs: StoredInput[];
  metricCount: number;
  /** Folder of the artifacts; `undefined` where there are none. */
  artifacts: string | undefined;
}

/**
 * Reads a run, and checks all of it, so that none is begun to be pushed that cannot be.
 *
 * @throws {Error} if something of it is damaged, or is more than MLflow's servers take.
 */
export async function readRun(run: StoredRun): Promise<RunContent> {
  const { folder } = run;
  const params = await readTexts(folder, "param");
  const tags = await readTexts(folder, "tag");
  return {
    folder,
    params,
    tags: tags.filter(({ key }) => key !== "mlflow.runName"),
    inputs: await readInputs(folder),
    metricCount: await countMetrics(folder),
    artifacts: await runArtifacts(run),
  };
}

async function countMetrics(folder: string): Promise<number> {
  let count = 0;
  const warn = (path: string) =>
    printNote(`Warning: the last line of ${path} is cut off; it is passed over`);
  for await (const _metric of readMetrics(folder, warn)) count++;
  return count;
}
