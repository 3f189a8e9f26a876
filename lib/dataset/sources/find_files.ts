import pMap from "p-map";
import type { Store, StoredFile } from "../../storage/store.ts";
import { checkStorePath } from "../../storage/store_path.ts";
import type { ClipFile, MissingFile } from "./clip_list.ts";

/** Questions to a disk or a server under way at once. */
const CONCURRENCY = 32;

/** How many files a bucket may list for each that is wanted, before each is asked for: it lists 1,000 at once. */
const LISTED_PER_WANTED = 100;

/** What to do where a list's paths lead elsewhere. */
export const PATHS_START = "--data-base-dir or DATA_BASE_DIR says where paths start";

/** A file that is looked for. */
export interface WantedFile {
  store: Store;
  path: string;
}

/**
 * Finds out about files, in the order that they are asked for.
 *
 * @returns For those that are not there or lead out of their store, what is wrong.
 * @throws {Error} if a server cannot be asked: nobody knows then what is there.
 */
export async function findFiles(
  wanted: readonly (WantedFile | MissingFile)[],
): Promise<ClipFile[]> {
  const listed = await listShared(wanted.filter((file) => "store" in file));
  return await pMap(wanted, async (file) => {
    if ("problem" in file) return file;
    const { store, path } = file;
    const found = listed.get(store)?.get(path);
    if (found) return { store, ...found };
    return await findFile(file) ?? { problem: `there is no "${path}" in ${store.name}` };
  }, { concurrency: CONCURRENCY });
}

/**
 * Finds out about one file, as {@linkcode findFiles}.
 *
 * @returns Nothing where there is none.
 */
export async function findFile({ store, path }: WantedFile): Promise<ClipFile | undefined> {
  const problem = pathProblem(path);
  if (problem !== undefined) return { problem };
  try {
    const file = await store.stat(path);
    return file && { store, ...file };
  } catch (cause) {
    if (isServer(store)) throw cause;
    return { problem: messageOf(cause) }; // such as a link that leads out
  }
}

/** Why no store has a file with this path. */
export function pathProblem(path: string): string | undefined {
  try {
    checkStorePath(path);
  } catch (cause) {
    return `${messageOf(cause)}, with slashes; ${PATHS_START}`;
  }
}

/** What buckets tell at once of the files that are wanted of them. */
async function listShared(
  wanted: readonly WantedFile[],
): Promise<Map<Store, ReadonlyMap<string, StoredFile>>> {
  const listed = new Map<Store, ReadonlyMap<string, StoredFile>>();
  for (const [store, files] of Map.groupBy(wanted, ({ store }) => store)) {
    const paths = new Set(files.map(({ path }) => path).filter((path) => !pathProblem(path)));
    if (isBucket(store) && paths.size > 1) listed.set(store, await listFolder(store, paths));
  }
  return listed;
}

/** Lists the folder that some files share, as long as that takes fewer requests than asking for each. */
async function listFolder(
  store: Store,
  paths: ReadonlySet<string>,
): Promise<Map<string, StoredFile>> {
  const found = new Map<string, StoredFile>();
  let budget = LISTED_PER_WANTED * paths.size;
  for await (const file of store.list(sharedFolder([...paths]))) {
    if (paths.has(file.path)) found.set(file.path, file);
    if (found.size === paths.size || --budget < 0) break;
  }
  return found;
}

function sharedFolder([first = "", ...others]: readonly string[]): string | undefined {
  let parts = first.split("/").slice(0, -1);
  for (const other of others) {
    const theirs = other.split("/");
    const differs = parts.findIndex((part, index) => part !== theirs[index]);
    if (differs >= 0) parts = parts.slice(0, differs);
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

const isBucket = ({ name }: Store) => name.startsWith("s3://");
const isServer = ({ name }: Store) => /^(s3|https?):\/\//.test(name);

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
