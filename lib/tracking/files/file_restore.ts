import { join } from "node:path";
import { z } from "zod";
import { printNote } from "../../cli/print.ts";
import { isMissing } from "../../storage/inside_folder.ts";
import { readMeta, writeMeta } from "./meta_yaml.ts";

/**
 * Restores a deleted experiment of the file store with its runs, as MLflow does (`restore_experiment` of
 * mlflow/store/tracking/file_store.py).
 *
 * @returns Its folder.
 */
export async function restoreExperiment(root: string, id: string, name: string): Promise<string> {
  const folder = join(root, id);
  await Deno.rename(join(root, ".trash", id), folder).catch((error) => {
    if (!isMissing(error)) throw error; // another process is quicker
  });
  await markActive(folder, { last_update_time: Date.now() });
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) await markActive(join(folder, entry.name), { deleted_time: null });
  }
  printNote(`The experiment "${name}" had been deleted: it is restored.`);
  return folder;
}

/** Changes the meta.yaml of a folder; one that has none is no run but holds datasets, tags or models. */
async function markActive(folder: string, change: Record<string, unknown>): Promise<void> {
  const path = join(folder, "meta.yaml");
  const meta = await readMeta(path, z.looseObject({}));
  if (meta) await writeMeta(path, { ...meta, ...change, lifecycle_stage: "active" });
}
