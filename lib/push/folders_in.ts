import { isMissing } from "../storage/inside_folder.ts";

/** The names of a folder's folders, in order; none where there is no folder. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
}
