import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { printNote } from "../../cli/print.ts";
import { isMissing } from "../../storage/inside_folder.ts";
import { sha256 } from "../../storage/sha256.ts";
import { checkExperimentName } from "../mlflow_rules.ts";
import { restoreExperiment } from "./file_restore.ts";
import { readMeta, writeMeta } from "./meta_yaml.ts";

/** An experiment of the file store. */
export interface FileExperiment {
  id: string;
  /** Where it lies on disk. */
  folder: string;
}

const ExperimentMeta = z.object({
  experiment_id: z.coerce.string(),
  name: z.coerce.string(),
});

/** Folders beside the experiments: the deleted ones, and MLflow's model registry. */
const NO_EXPERIMENTS = [".trash", "models"];

const DEFAULT = { id: "0", name: "Default" };

/**
 * Finds an experiment of the file store by its name, creates it, or restores it where it was deleted.
 *
 * An experiment whose meta.yaml is damaged is passed over with a warning, as MLflow does: its name is not
 * known, and it shall not stop the runs of all others.
 *
 * @param root The store's folder, `mlruns`; it is made if it is not there.
 * @throws {TypeError} if it is the damaged one that is wanted, as its folder's name tells.
 */
export async function openExperiment(root: string, name: string): Promise<FileExperiment> {
  checkExperimentName(name);
  await makeRoot(root);
  const trash = join(root, ".trash");
  for await (const { meta, folder } of experimentsIn(root, name)) {
    if (meta.name === name) return { id: meta.experiment_id, folder };
  }
  for await (const { meta, folder } of experimentsIn(trash, name)) {
    if (meta.name !== name) continue;
    const id = basename(folder);
    return { id, folder: await restoreExperiment(root, id, name) };
  }
  return await createExperiment(root, await freeId(root, name), name);
}

async function makeRoot(root: string): Promise<void> {
  try {
    await Deno.mkdir(join(root, ".trash"), { recursive: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Cannot record runs in ${root}: wanted a folder that can be written; ${reason}`,
    );
  }
  const hasDefault = await Deno.stat(join(root, DEFAULT.id, "meta.yaml")).then(
    () => true,
    () => false,
  );
  if (!hasDefault) await createExperiment(root, DEFAULT.id, DEFAULT.name);
}

/** The folders of all experiments of a store, the damaged too; none where there is no store. */
export async function experimentFolders(root: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(root)).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter(({ name, isDirectory }) => isDirectory && !NO_EXPERIMENTS.includes(name))
    .map(({ name }) => join(root, name));
}

async function* experimentsIn(
  root: string,
  wanted: string,
): AsyncGenerator<{ meta: z.infer<typeof ExperimentMeta>; folder: string }> {
  for (const folder of await experimentFolders(root)) {
    const meta = await readMeta(join(folder, "meta.yaml"), ExperimentMeta).catch((error) => {
      if (folder === join(root, DEFAULT.id) && wanted === DEFAULT.name) throw error;
      printNote(`Warning: ${error.message}. Its experiment is passed over`);
      return undefined;
    });
    if (meta) yield { meta, folder };
  }
}

/**
 * 18 digits like MLflow's ids, made from the name: processes that create the same experiment at the same
 * time write the same file, so that no lock is needed. Where the id is taken by an experiment that has
 * been renamed since, the next one is tried.
 */
async function freeId(root: string, name: string): Promise<string> {
  for (let attempt = 0;; attempt++) {
    const digest = BigInt(`0x${sha256(`${name}\n${attempt}`)}`);
    const id = String(10n ** 17n + digest % (9n * 10n ** 17n));
    const taken = await Promise.all(
      [root, join(root, ".trash")].map((parent) =>
        readMeta(join(parent, id, "meta.yaml"), ExperimentMeta)
      ),
    );
    if (taken.every((meta) => meta === undefined || meta.name === name)) return id;
  }
}

async function createExperiment(root: string, id: string, name: string): Promise<FileExperiment> {
  const folder = join(root, id);
  const now = Date.now();
  await writeMeta(join(folder, "meta.yaml"), {
    artifact_location: pathToFileURL(folder).href,
    creation_time: now,
    experiment_id: id,
    last_update_time: now,
    lifecycle_stage: "active",
    name,
  });
  return { id, folder };
}
