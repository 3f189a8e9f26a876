import { eachFile } from "./each_file.ts";
import { insideFolder } from "./inside_folder.ts";
import { replaceFolder } from "./replace_folder.ts";
import type { Store } from "./store.ts";

/**
 * Copies a store's files to a new folder of this machine, which is there whole or not at all.
 *
 * @param folder Which of the store's folders; by default all of it.
 * @throws {Error} if there is no file, or something is in the local folder already.
 */
export async function downloadFolder(
  store: Store,
  localFolder: string,
  folder?: string,
): Promise<void> {
  const files = await Array.fromAsync(store.list(folder));
  if (files.length === 0) {
    const from = folder === undefined ? store.name : `${store.name}/${folder}`;
    throw new Error(`Cannot download ${from}: there is no file in it`);
  }
  const above = folder === undefined ? 0 : folder.length + 1;
  await replaceFolder(localFolder, () => false, async (temporaryFolder) => {
    await eachFile(files, async ({ path }) => {
      await store.download(path, await insideFolder(temporaryFolder, path.slice(above)));
    });
  });
}
