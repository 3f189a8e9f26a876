import { cp } from "node:fs/promises";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { fileTracker } from "../tracking/files/file_tracker.ts";
import { makePackage } from "../tracking/models/test_model_package.ts";
import { uniqueName } from "../tracking/rest/test_server.ts";
import type { DatasetInput, Run } from "../tracking/tracker.ts";

/** A file store with one experiment. */
export interface TestStore {
  root: string;
  experiment: string;
}

export const DATASET: DatasetInput = {
  name: "three-sounds",
  digest: "0123",
  sourceType: "local",
  source: '{"uri":"/data"}',
  schema: "{}",
  profile: '{"num_rows":3}',
  context: "training",
};

/** For tests: an empty store, and where its runs go. */
export async function emptyStore(): Promise<TestStore> {
  return { root: join(await makeTempDir(), "mlruns"), experiment: uniqueName() };
}

export async function startRun({ root, experiment }: TestStore, name: string): Promise<Run> {
  return await fileTracker(root).startRun({ experiment, name });
}

/** Records a run with all that a run can have; another factor gives another model. */
export async function recordTraining(store: TestStore, name: string, factor = 1): Promise<Run> {
  const run = await startRun(store, name);
  await run.logParams({ head: "logistic", "data/seed": 1 });
  await run.setTags({ data_hash: "abc", "mlflow.note.content": "two\nlines" });
  await run.logDataset(DATASET);
  for (let step = 1; step <= 30; step++) await run.logMetrics({ "fit/loss": factor / step }, step);
  await run.logMetrics({ accuracy: 0.94, f1: 0.9312345, undefined_auc: NaN });
  const { folder } = await makePackage(factor);
  await run.logModel(folder);
  const note = join(await makeTempDir(), "note.txt");
  await Deno.writeTextFile(note, `${name}: a dog barks`);
  await run.logArtifact(note, "notes/dog & cat.txt");
  await run.end("FINISHED");
  return run;
}

/** The same runs in another experiment, so that a server takes them for others. */
export async function copyOf({ root, experiment }: TestStore): Promise<TestStore> {
  const copy = await emptyStore();
  await cp(root, copy.root, { recursive: true, preserveTimestamps: true });
  for (const { name } of Deno.readDirSync(copy.root)) {
    const path = join(copy.root, name, "meta.yaml");
    const meta = await Deno.readTextFile(path).catch(() => "");
    if (meta) await Deno.writeTextFile(path, meta.replace(experiment, copy.experiment));
  }
  return copy;
}
