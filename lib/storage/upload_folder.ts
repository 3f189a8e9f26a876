import { join } from "node:path";
import { eachFile } from "./each_file.ts";
import type { Store } from "./store.ts";
import { walkFiles } from "./walk_files.ts";

/**
 * Copies the files of a folder of this machine to a store, where older ones of the same names are replaced.
 * All names are looked at before the first is sent.
 *
 * @param folder Which of the store's folders they go to; by default its root.
 * @throws {Error} if there is no file, or a symbolic link leads out of the local folder.
 */
export async function uploadFolder(
  localFolder: string,
  store: Store,
  folder?: string,
): Promise<void> {
  const files = await Array.fromAsync(walkFiles(localFolder));
  if (files.length === 0) {
    throw new Error(`Cannot upload ${localFolder}: there is no such folder, or no file in it`);
  }
  await eachFile(files, async (path) => {
    await store.upload(join(localFolder, path), folder === undefined ? path : `${folder}/${path}`);
  });
}
