import { join } from "node:path";
import { z } from "zod";
import { openDataset } from "../../lib/dataset/open_dataset.ts";
import { runTask } from "../test_task.ts";

/** What the same scripts make of the same recordings on this machine, in one process each. */
export interface HostRun {
  dataHash: string;
  /** By their MLflow names. */
  trained: Metrics;
  evaluated: Metrics;
  /** Folders. */
  dataset: string;
  model: string;
}

export type Metrics = Readonly<Record<string, number>>;

const Printed = z.record(z.string(), z.number());

/** Dataset, training and evaluation as on a laptop: files here, no server. */
export async function runOnHost(source: string, folder: string): Promise<HostRun> {
  const dataset = join(folder, "dataset");
  const model = join(folder, "model");
  const env = {
    YAMNET_KIT_CACHE: join(folder, "cache"),
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
    MANIFEST_JSON: dataset,
    MODEL_OUT: model,
    MODEL_URI: model,
    EVALUATION_OUT: join(folder, "evaluation"),
  };
  await taskOutput("model", [], env);
  await taskOutput("dataset", ["--source", source, "--out", dataset], env);
  const trained = Printed.parse(JSON.parse(await taskOutput("train", ["--json"], env)));
  const evaluated = Printed.parse(JSON.parse(await taskOutput("evaluate", ["--json"], env)));
  const { dataHash } = await openDataset(dataset);
  return { dataHash, trained, evaluated, dataset, model };
}

/**
 * Runs a task and gives what it prints.
 *
 * @throws {Error} with what it said, if it fails.
 */
export async function taskOutput(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { code, out, err } = await runTask(name, args, env);
  if (code === 0) return out;
  throw new Error(`deno task ${name} ended with exit code ${code}:\n${err.trim()}`);
}
