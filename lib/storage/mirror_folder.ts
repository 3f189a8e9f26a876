import { eachFile } from "./each_file.ts";
import type { Store } from "./store.ts";
import { uploadFolder } from "./upload_folder.ts";
import { walkFiles } from "./walk_files.ts";

/**
 * Makes a store hold the files of a folder of this machine, and no others: what an earlier call has put there
 * and the folder has no longer is removed, once all that it has is there.
 *
 * @returns How many files were copied, and how many were removed.
 * @throws {Error} if the folder has no file: a store is never emptied by a mistyped name.
 */
export async function mirrorFolder(
  localFolder: string,
  store: Store,
): Promise<{ copied: number; removed: number }> {
  await uploadFolder(localFolder, store);
  const wanted = new Set(await Array.fromAsync(walkFiles(localFolder)));
  const there = await Array.fromAsync(store.list());
  const others = there.map(({ path }) => path).filter((path) => !wanted.has(path));
  await eachFile(others, (path) => store.remove(path));
  return { copied: wanted.size, removed: others.length };
}
