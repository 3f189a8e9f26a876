import { schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import { splitUri } from "../../storage/split_uri.ts";
import { isHere } from "../../storage/web/web_request.ts";
import type { Store } from "../../storage/store.ts";
import type { ClipFile, MissingFile } from "./clip_list.ts";
import { findFiles, pathProblem, PATHS_START, type WantedFile } from "./find_files.ts";
import { findStart, pathFrom, type Start } from "./find_start.ts";

/** Where the paths in a list come from. */
export interface PathOrigin {
  /** Of the list: a path or a URI. */
  folder: string;
  /** Where relative paths start, if not at the list; see `findStart()`. */
  dataBaseDir?: string | undefined;
}

/**
 * Finds the files that a list means by its paths: relative ones, and addresses in S3 and on the web.
 *
 * @returns In the list's order; for those that are not there or may not be read, what is wrong.
 * @throws {Error} if a server cannot be asked.
 */
export async function locateClips(
  paths: readonly string[],
  { folder, dataBaseDir }: PathOrigin,
): Promise<ClipFile[]> {
  const relative = paths.filter((path) => schemeOf(path) === undefined).map(plain);
  const start = dataBaseDir === undefined
    ? await findStart(relative, folder)
    : { store: await openStore(dataBaseDir) };
  const stores = new Stores();
  const places: (WantedFile | MissingFile)[] = [];
  for (const path of paths) {
    places.push(
      schemeOf(path) === undefined
        ? relativeFile(plain(path), start, folder)
        : await addressedFile(path, folder, stores),
    );
  }
  return await findFiles(places);
}

function plain(path: string): string {
  return path.replace(/^(\.\/+)+/, "");
}

function relativeFile(
  path: string,
  start: Start | undefined,
  folder: string,
): WantedFile | MissingFile {
  const problem = pathProblem(path);
  if (problem !== undefined) return { problem };
  if (start) return { store: start.store, path: pathFrom(start, path) };
  return {
    problem: `there is no "${path}" in ${redactUri(folder)} or above it; ${PATHS_START}`,
  };
}

/** A list from elsewhere must name no file of this machine, and no server that only this machine sees. */
async function addressedFile(
  address: string,
  folder: string,
  stores: Stores,
): Promise<WantedFile | MissingFile> {
  const scheme = schemeOf(address) ?? "";
  const isOurs = !["s3", "https"].includes(schemeOf(folder) ?? "");
  if (scheme !== "s3" && !(isWeb(scheme) && (isOurs || isElsewhere(address)))) {
    return {
      problem: `${redactUri(address)}: wanted a relative path, or one at s3:// or https://`,
    };
  }
  const { folder: root, name } = scheme === "s3" ? splitBucket(address) : splitUri(address);
  if (name === undefined) return { problem: `${redactUri(address)} is no file's address` };
  try {
    return { store: await stores.open(root), path: name };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

const isWeb = (scheme: string) => scheme === "https" || scheme === "http";

function isElsewhere(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === "https:" && !isHere(url);
}

/** A bucket's files are looked for together. */
function splitBucket(uri: string): { folder: string; name: string | undefined } {
  const [, folder = "", name] = /^(s3:\/\/[^/]*)\/(.+)$/i.exec(uri) ?? [];
  return { folder, name };
}

/** A store for each folder and bucket. */
class Stores {
  readonly #opened = new Map<string, Store>();

  async open(uri: string): Promise<Store> {
    const store = this.#opened.get(uri) ?? await openStore(uri);
    this.#opened.set(uri, store);
    return store;
  }
}
