import { basename, join } from "node:path";
import { cacheDir } from "./cache_dir.ts";
import { downloadFolder } from "./download_folder.ts";
import { localPath, schemeOf } from "./local_path.ts";
import { makeOnce } from "./make_once.ts";
import { openStore } from "./open_store.ts";
import { sha256 } from "./sha256.ts";
import { splitUri } from "./split_uri.ts";
import type { Store, StoredFile } from "./store.ts";

/** A file or a folder of a store, with all files in it. */
interface Found {
  isFile: boolean;
  files: readonly StoredFile[];
}

/**
 * The path on this machine of the file or folder that a URI names: itself where it lies here; else of a copy
 * in the cache, made once for each version of it, whole or not at all.
 *
 * @throws {Error} if there is nothing, or it changes while it is copied.
 */
export async function localCopy(uri: string): Promise<string> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") return localPath(uri);
  const { folder, name } = splitUri(uri);
  const store = await openStore(folder);
  const found = await find(store, name);
  const once = crypto.randomUUID();
  const version = versionOf(store, found, once);
  const place = join(cacheDir(), "copies", version);
  const copy = join(place, basename(name ?? "files"));
  await makeOnce(place, async () => {
    if (found.isFile && name !== undefined) await store.download(name, copy);
    else await downloadFolder(store, copy, name);
    if (versionOf(store, await find(store, name), once) !== version) {
      throw new Error(`Cannot copy ${store.name}/${name ?? ""}: it changed meanwhile. Try again`);
    }
  });
  return copy;
}

async function find(store: Store, name: string | undefined): Promise<Found> {
  const file = name === undefined ? undefined : await store.stat(name);
  const files = file ? [file] : await Array.fromAsync(store.list(name));
  if (files.length === 0) {
    throw new Error(`Cannot find ${store.name}/${name ?? ""}: there is no such file or folder`);
  }
  return { isFile: file !== undefined, files };
}

/** @param unknown Stands for the version of a file whose server tells none. */
function versionOf({ name }: Store, { files }: Found, unknown: string): string {
  const versions = files.map(({ path, bytes, version }) => [path, bytes, version || unknown]);
  return sha256(JSON.stringify([name, versions])).slice(0, 32);
}
