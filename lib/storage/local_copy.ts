import { basename, join } from "node:path";
import { cacheDir } from "./cache_dir.ts";
import { downloadFolder, listFolder, placeOf } from "./download_folder.ts";
import { dropUnused, markUsed } from "./drop_unused.ts";
import { localPath, schemeOf } from "./local_path.ts";
import { makeOnce } from "./make_once.ts";
import { openStore } from "./open_store.ts";
import { sha256 } from "./sha256.ts";
import { splitUri } from "./split_uri.ts";
import type { Store, StoredFile } from "./store.ts";

/** How long a copy is kept that nobody asks for. */
const KEPT_DAYS = 30;

/** A file or a folder of a store, with all files in it. */
interface Found {
  isFile: boolean;
  files: readonly StoredFile[];
}

/**
 * The path on this machine of the file or folder that a URI names: itself where it lies here; else of a copy
 * in the cache, made once for each version of it, whole or not at all. It stays there until nobody has asked
 * for it for a month.
 *
 * @param isWanted Which files of a folder are copied, by their paths in it; by default all.
 * @throws {Error} if there is nothing, or it changes while it is copied.
 */
export async function localCopy(
  uri: string,
  isWanted: (path: string) => boolean = () => true,
): Promise<string> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") return localPath(uri);
  const { folder, name } = splitUri(uri);
  const store = await openStore(folder);
  const once = crypto.randomUUID();
  const found = await find(store, name, isWanted);
  const version = versionOf(store, found, once);
  const copies = join(cacheDir(), "copies");
  const place = join(copies, version);
  const copy = join(place, "files", basename(name ?? store.name)); // a name that makeOnce() has no use for
  await makeOnce(place, async () => {
    if (found.isFile && name !== undefined) await store.download(name, copy);
    else await downloadFolder(store, copy, { folder: name, isWanted });
    if (versionOf(store, await find(store, name, isWanted), once) !== version) {
      throw new Error(`Cannot copy ${placeOf(store, name)}: it changed meanwhile. Try again`);
    }
    await dropUnused(copies, KEPT_DAYS);
  });
  await markUsed(place);
  return copy;
}

async function find(
  store: Store,
  name: string | undefined,
  isWanted: (path: string) => boolean,
): Promise<Found> {
  const file = name === undefined ? undefined : await store.stat(name);
  if (file) return { isFile: true, files: [file] };
  const files = await listFolder(store, name, isWanted);
  if (files.length > 0) return { isFile: false, files };
  throw new Error(`Cannot find ${placeOf(store, name)}: there is no such file or folder`);
}

/** @param unknown Stands for the version of a file whose server tells none. */
function versionOf({ name }: Store, { files }: Found, unknown: string): string {
  const versions = files.map(({ path, bytes, version }) => [path, bytes, version || unknown]);
  return sha256(JSON.stringify([name, versions])).slice(0, 32);
}
