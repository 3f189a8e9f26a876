import { dirname } from "node:path";
import { schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { splitUri } from "../../storage/split_uri.ts";
import type { Store } from "../../storage/store.ts";
import { findFile, pathProblem } from "./find_files.ts";

/** How many paths are tried: the first files may be missing. */
const TRIED = 10;

/** Where relative paths start. */
export interface Start {
  store: Store;
  /** Whether the first part of a path is left away. */
  withoutFirst?: boolean;
}

/**
 * Where the relative paths of a manifest start: the first of these places that has one of its first files. The
 * manifest's folder, there without the path's first part, the folder above, and `audio/` in both. The replaced
 * system's paths start with the name of the manifest's own folder, which may have been renamed since; ESC-50's
 * are names in the folder beside. One place for all, as a missing file must not be replaced by another that is
 * named like it.
 *
 * @param folder A path or URI.
 * @returns Nothing where none of these files is found.
 */
export async function findStart(
  paths: readonly string[],
  folder: string,
): Promise<Start | undefined> {
  const starts = await startsAround(folder);
  for (const path of paths.filter((path) => !pathProblem(path)).slice(0, TRIED)) {
    for (const start of starts) if (await isThere(start, path)) return start;
  }
}

async function startsAround(folder: string): Promise<Start[]> {
  const above = folderAbove(folder);
  const store = await openStore(folder);
  return [
    { store },
    { store, withoutFirst: true },
    ...above === undefined ? [] : [{ store: await openStore(above) }],
    { store: await openStore(join(folder, "audio")) },
    ...above === undefined ? [] : [{ store: await openStore(join(above, "audio")) }],
  ];
}

/** A path as a place's store has it. */
export function pathFrom({ withoutFirst = false }: Start, path: string): string {
  return withoutFirst ? path.replace(/^[^/]*\//, "") : path;
}

/** One that may not be read, such as a link that leads out, is there too. */
async function isThere(start: Start, path: string): Promise<boolean> {
  return await findFile({ store: start.store, path: pathFrom(start, path) }) !== undefined;
}

/** Nothing stands above a bucket or a web server. */
function folderAbove(folder: string): string | undefined {
  if (schemeOf(folder) === undefined) return dirname(folder);
  const { folder: above, name } = splitUri(folder);
  return name === undefined ? undefined : above;
}

/** A query, such as a signature, stays at the end. */
function join(folder: string, name: string): string {
  const [path = "", query] = schemeOf(folder)?.startsWith("http") ? folder.split("?") : [folder];
  return `${path.replace(/\/$/, "")}/${name}${query === undefined ? "" : `?${query}`}`;
}
