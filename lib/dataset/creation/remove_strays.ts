import { join } from "node:path";
import pMap from "p-map";
import { isTemporary } from "../../storage/write_atomically.ts";
import { JOURNAL } from "./journal.ts";
import { AUDIO } from "./stored_files.ts";
import type { Target } from "./target.ts";

const AT_ONCE = 16;

/**
 * Removes from a whole dataset what is none of its clips: files of clips that are gone from the source, and
 * what a killed run has left half-written.
 *
 * @param paths Of the clips.
 */
export async function removeStrays(
  { store, folder }: Target,
  paths: ReadonlySet<string>,
): Promise<void> {
  const strays: string[] = [];
  for await (const { path } of store.list(AUDIO)) if (!paths.has(path)) strays.push(path);
  await pMap(strays, (path) => store.remove(path), { concurrency: AT_ONCE });
  if (folder !== undefined) await tidyFolders(folder);
}

/** Temporary files beside the manifests, the journal and the clips, and folders of classes that are gone. */
async function tidyFolders(folder: string): Promise<void> {
  const audio = join(folder, AUDIO);
  const classes = (await Array.fromAsync(Deno.readDir(audio))).filter((entry) => entry.isDirectory)
    .map(({ name }) => join(audio, name));
  for (const place of [folder, join(folder, JOURNAL), ...classes]) {
    const names = (await Array.fromAsync(Deno.readDir(place))).map(({ name }) => name);
    const left = names.filter(isTemporary);
    for (const name of left) await Deno.remove(join(place, name));
    if (place !== folder && left.length === names.length) await Deno.remove(place);
  }
}
