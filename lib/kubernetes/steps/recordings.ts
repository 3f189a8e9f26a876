import { basename, join, resolve } from "node:path";
import { createDataset } from "../../dataset/create_dataset.ts";
import { generateClips } from "../../dataset/generated/generate_clips.ts";
import { cacheDir } from "../../storage/cache_dir.ts";
import type { StepContext } from "./step.ts";

/** Recordings on this machine, and where they go. */
export interface Recordings {
  path: string;
  isFile: boolean;
  /** As the dataset's Job is told. */
  uri: string;
}

/** Where generated clips are kept. */
function generatedFolder(): string {
  return join(cacheDir(), "minikube", "generated");
}

/**
 * The recordings that the user has named; else generated ones, made at the first call.
 *
 * @throws {Error} if there are none at the path.
 */
export async function openRecordings({ source, kubectl }: StepContext): Promise<Recordings> {
  if (source === undefined) {
    const path = generatedFolder();
    await createDataset(generateClips(), path, { signal: kubectl.signal });
    return { path, isFile: false, uri: SOURCE_URI };
  }
  const path = resolve(source);
  const info = await Deno.stat(path).catch(() => undefined);
  if (!info) {
    throw new Error(
      `There is nothing at ${path}: wanted a folder of recordings, or ESC-50's archive (.zip)`,
    );
  }
  const uri = info.isFile ? `${SOURCE_URI}/${basename(path)}` : SOURCE_URI;
  return { path, isFile: info.isFile, uri };
}

/** Where the recordings go, for the dataset's Job to find. */
export const SOURCE_URI = "s3://datasets/source";
