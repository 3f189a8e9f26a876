import { extname, join } from "node:path";
import { folderClips } from "./folder_clips.ts";
import type { LocalClips } from "./local_clip.ts";
import { manifestClips } from "./manifest_clips.ts";
import { JOURNAL } from "./journal.ts";

/** Manifests by name, the first that is there. */
export const MANIFESTS = ["manifest.json", "metadata.json"];

/**
 * What lies at `path`: a manifest, a folder with a manifest, or a plain folder `label/file.wav`.
 *
 * @param dataBaseDir Where the paths of a manifest start, if not at the manifest; DATA_BASE_DIR.
 * @throws {Error} if there is nothing, or a dataset that was not finished, or two clips have one id; else
 * see {@linkcode manifestClips} and {@linkcode folderClips}.
 */
export async function listLocalClips(path: string, dataBaseDir?: string): Promise<LocalClips> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (!info) throw new Error(`Cannot read the dataset ${path}: there is no such file or folder`);
  if (extname(path).toLowerCase() === ".zip") {
    throw new Error(
      `Cannot read ${path} as a dataset: make one of the archive first, with deno task dataset`,
    );
  }
  const clips = info.isDirectory
    ? await listFolder(path, dataBaseDir)
    : await manifestClips(path, dataBaseDir);
  const seen = new Set<string>();
  for (const { id } of clips.clips) {
    if (seen.has(id)) throw new Error(`Cannot read ${path}: two samples have the id "${id}"`);
    seen.add(id);
  }
  return clips;
}

async function listFolder(folder: string, dataBaseDir: string | undefined): Promise<LocalClips> {
  const names = new Set((await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name));
  const manifest = MANIFESTS.find((name) => names.has(name));
  if (manifest) return await manifestClips(join(folder, manifest), dataBaseDir);
  if (names.has(JOURNAL)) {
    throw new Error(
      `Cannot read the dataset ${folder}: it was not finished; run the command that made it once more`,
    );
  }
  return await folderClips(folder);
}
