import { localPath, schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import type { Store } from "../../storage/store.ts";

/** Where a dataset is written. */
export interface Target {
  store: Store;
  /** Its path, where it is a folder of this machine. */
  folder?: string | undefined;
}

/**
 * Opens a folder, which is made where there is none, or a prefix of a bucket.
 *
 * @throws {Error} if it is neither, or no folder can be made.
 */
export async function openTarget(uri: string): Promise<Target> {
  const scheme = schemeOf(uri);
  if (scheme === "s3") return { store: await openStore(uri) };
  if (scheme !== undefined && scheme !== "file") {
    throw new Error(`Cannot write to ${redactUri(uri)}: wanted a folder, or s3://bucket/folder`);
  }
  const folder = localPath(uri);
  await Deno.mkdir(folder, { recursive: true }).catch((cause) => {
    throw new Error(`Cannot write to ${folder}: it is no folder and none can be made`, { cause });
  });
  return { store: await openStore(folder), folder };
}

/**
 * The first names at the top of it that are no dataset's: hidden files and a volume's lost+found are
 * nobody's data.
 */
export async function foreignNames({ store, folder }: Target): Promise<string[]> {
  const names = new Set<string>();
  const entries = folder === undefined ? store.list() : Deno.readDir(folder);
  for await (const entry of entries) {
    const name = "path" in entry ? entry.path.replace(/\/.*/s, "") : entry.name;
    if (!name.startsWith(".") && name !== "lost+found") names.add(name);
    if (names.size > MAX_NAMES) break;
  }
  return [...names].sort();
}

/** A message needs no more; a bucket may hold a million. */
const MAX_NAMES = 100;
