import { join } from "node:path";
import { locateYamnet, type YamnetWeights } from "../../lib/backbone/locate_yamnet.ts";
import { jupyterEnvFolder } from "../../lib/notebook/jupyter_env.ts";
import { pythonEnvFolder } from "../../lib/python/python_env.ts";
import { cacheDir } from "../../lib/storage/cache_dir.ts";
import { findAsset } from "../../lib/storage/find_asset.ts";
import { writeAtomically } from "../../lib/storage/write_atomically.ts";
import { type Check, optional, required } from "./check.ts";

/** Recordings that the assets folder may bring along. */
const RECORDINGS = ["ESC-10-folds-1-4.zip", "real_audio_dataset"];

/** What is on disk: the cache and what it holds, YAMNet's weights, what was brought along. */
export async function checkStorage(): Promise<Check[]> {
  return [
    await required("cache", tryCache, "name a folder that can be written to in YAMNET_KIT_CACHE"),
    optional("YAMNet's weights", await locateYamnet().then(describeWeights, () => undefined), {
      found: "none",
      advice: `run "deno task model" to download them; without them there is --backbone logmel`,
    }),
    await checkCached("converted models", join(cacheDir(), "models")),
    await checkCached("embeddings", join(cacheDir(), "embeddings")),
    await checkCached("JupyterLab", jupyterEnvFolder()),
    await checkCached("Python peers", pythonEnvFolder()),
    await checkAssets(),
  ];
}

function describeWeights({ bytes }: YamnetWeights): string {
  return `${megabytes(bytes.length)}, checksum right`;
}

/** No machine with network needs an assets folder; one that is named should be there. */
async function checkAssets(): Promise<Check> {
  const folder = Deno.env.get("YAMNET_KIT_ASSETS");
  if (!folder) {
    return { name: "assets folder", verdict: "ok", found: "none (YAMNET_KIT_ASSETS is not set)" };
  }
  const isThere = await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false);
  const recordings = RECORDINGS.filter((name) => findAsset(name) !== undefined);
  const found = isThere ? `${folder}: ${recordings.join(", ") || "no recordings"}` : undefined;
  return optional("assets folder", found, {
    found: `no folder "${folder}"`,
    advice: "name an existing folder in YAMNET_KIT_ASSETS, or none",
  });
}

async function tryCache(): Promise<string> {
  const path = join(cacheDir(), "doctor");
  await writeAtomically(path, "");
  await Deno.remove(path);
  return cacheDir();
}

/** What is not cached yet is made when it is first needed, so that none is no fault. */
async function checkCached(name: string, folder: string): Promise<Check> {
  const { files, bytes } = await measure(folder);
  const found = files > 0 ? `${files} files, ${megabytes(bytes)}` : "none yet";
  return { name, verdict: "ok", found };
}

async function measure(folder: string): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 };
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  for (const { name, isDirectory, isFile } of entries) {
    const path = join(folder, name);
    const part = isDirectory
      ? await measure(path)
      : { files: isFile ? 1 : 0, bytes: isFile ? (await Deno.stat(path)).size : 0 };
    total.files += part.files;
    total.bytes += part.bytes;
  }
  return total;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
