import { join } from "node:path";
import { isMissing } from "../../storage/inside_folder.ts";
import { isTemporary } from "../../storage/write_atomically.ts";
import { JOURNAL } from "./journal.ts";
import { AUDIO } from "./stored_files.ts";

/** Files that are being written in a dataset's folder, or that a killed run has left; as paths in it. */
export async function halfWritten(folder: string): Promise<string[]> {
  const places = ["", JOURNAL, ...await classFolders(folder)];
  const found = await Promise.all(places.map(async (place) => {
    const entries = await entriesOf(join(folder, place));
    return entries.filter(({ name }) => isTemporary(name)).map(({ name }) => join(place, name));
  }));
  return found.flat();
}

/** The folders of the classes in a dataset's folder, as paths in it. */
export async function classFolders(folder: string): Promise<string[]> {
  const entries = await entriesOf(join(folder, AUDIO));
  return entries.filter((entry) => entry.isDirectory).map(({ name }) => join(AUDIO, name));
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  return await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
}
