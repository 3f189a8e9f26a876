import { eachFile } from "./each_file.ts";
import { insideFolder } from "./inside_folder.ts";
import { replaceFolder } from "./replace_folder.ts";
import type { Store, StoredFile } from "./store.ts";

/** What of a store is copied. */
export interface DownloadFolderOptions {
  /** Which of its folders; by default all of it. */
  folder?: string | undefined;
  /** Which files, by their paths in the folder; by default all. */
  isWanted?: (path: string) => boolean;
}

/**
 * Copies a store's files to a new folder of this machine, which is there whole or not at all.
 *
 * @throws {Error} if there is no file, or something is in the local folder already.
 */
export async function downloadFolder(
  store: Store,
  localFolder: string,
  { folder, isWanted = () => true }: DownloadFolderOptions = {},
): Promise<void> {
  const files = await listFolder(store, folder, isWanted);
  if (files.length === 0) {
    throw new Error(`Cannot download ${placeOf(store, folder)}: there is no file in it`);
  }
  await replaceFolder(localFolder, () => false, async (temporaryFolder) => {
    await eachFile(files, async ({ path }) => {
      await store.download(path, await insideFolder(temporaryFolder, pathIn(folder, path)));
    });
  });
}

/** The files of a folder of a store, with their paths in the store. */
export async function listFolder(
  store: Store,
  folder: string | undefined,
  isWanted: (path: string) => boolean,
): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of store.list(folder)) {
    if (isWanted(pathIn(folder, file.path))) files.push(file);
  }
  return files;
}

/** What a folder of a store is called in messages. */
export function placeOf({ name }: Store, folder: string | undefined): string {
  return folder === undefined ? name : `${name}/${folder}`;
}

function pathIn(folder: string | undefined, path: string): string {
  return folder === undefined ? path : path.slice(folder.length + 1);
}
