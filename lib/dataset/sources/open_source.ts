import { join } from "node:path";
import type { OnProgress } from "../../cli/progress.ts";
import { cacheDir } from "../../storage/cache_dir.ts";
import { findAsset } from "../../storage/find_asset.ts";
import { localCopy } from "../../storage/local_copy.ts";
import { schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { redactUri } from "../../storage/redact_uri.ts";
import { sha256 } from "../../storage/sha256.ts";
import { splitUri } from "../../storage/split_uri.ts";
import { download } from "../../storage/web/download.ts";
import { ESC50_ADDRESS } from "../esc50.ts";
import { generateClips } from "../generated/generate_clips.ts";
import { MANIFEST_FILE } from "../manifest/read_manifest.ts";
import { openEsc50Archive } from "./esc50_archive.ts";
import type { ListOptions } from "./list_clips.ts";
import { openListedSource } from "./listed_source.ts";
import type { Relation } from "./postgres_relation.ts";
import { openPostgresSource } from "./postgres_source.ts";
import type { DatasetSource } from "./source.ts";

/** How a source is opened. */
export interface OpenSourceOptions extends ListOptions {
  /** Of ESC-50's archive, only the part that is ESC-10. */
  esc10Only?: boolean | undefined;
  /** Of a Postgres database, the table that is read, `schema.name` or `name`. */
  table?: string | undefined;
  /** Of a Postgres database, instead of a table, one SELECT. */
  query?: string | undefined;
  /** Told what is read, where a name stands for it. */
  onNote?: ((note: string) => void) | undefined;
  /** Told how many bytes of an archive have been downloaded. */
  onDownload?: OnProgress | undefined;
}

/** Archives that a name stands for: as they may have been brought along, see `findAsset()`. */
const BROUGHT_ALONG: Readonly<Record<string, readonly string[]>> = {
  esc10: ["ESC-10-folds-1-4.zip", "ESC-50-master.zip"],
  esc50: ["ESC-50-master.zip"],
};

/** URIs that are names, and no paths or addresses. */
export const SOURCE_NAMES: readonly string[] = ["generated", ...Object.keys(BROUGHT_ALONG)];

/**
 * Opens what a URI names:
 *
 * - `generated`: clips that need no recordings;
 * - `esc10`, `esc50`: from the assets folder, else from ESC-50's public address;
 * - ESC-50's archive, a `.zip` here, in S3 or on the web;
 * - a manifest in JSON, CSV or Parquet or a list of AudioSet's segments, here, in S3 or on the web;
 * - a folder with a manifest or of `label/file.wav`, here or in S3;
 * - a Postgres database, of which `table` or `query` is read.
 *
 * @throws {Error} if there is no such thing or it cannot be read.
 */
export async function openSource(
  uri: string,
  options: OpenSourceOptions = {},
): Promise<DatasetSource> {
  const { esc10Only = false, onNote, onDownload } = options;
  const assets = BROUGHT_ALONG[uri];
  if (assets) {
    const archive = assets.map(findAsset).find((path) => path !== undefined) ?? ESC50_ADDRESS;
    onNote?.(`Reading ${uri} from ${archive}`);
    return await openSource(archive, { esc10Only: esc10Only || uri === "esc10", onDownload });
  }
  const kind = kindOf(uri);
  if (kind === "archive") {
    return await openEsc50Archive(await localArchive(uri, onDownload), { esc10Only });
  }
  if (esc10Only) {
    throw new Error(`Only ESC-50's archive has a part that is ESC-10, not ${redactUri(uri)}`);
  }
  if (kind === "database") {
    return await openPostgresSource(uri, chooseRelation(options), options);
  }
  if (options.table !== undefined || options.query !== undefined) {
    throw new Error(`Only a postgresql:// source has tables and queries, not ${redactUri(uri)}`);
  }
  return kind === "generated" ? generateClips() : await openListedSource(uri, options);
}

function kindOf(uri: string): "generated" | "archive" | "database" | "list" {
  if (uri === "generated") return uri;
  const scheme = schemeOf(uri);
  if (scheme === "postgres" || scheme === "postgresql") return "database";
  const path = redactUri(uri);
  if (scheme !== undefined && !["file", "s3", "http", "https"].includes(scheme)) {
    throw new Error(
      `Cannot open the source ${path}: wanted a folder, a manifest, a .zip, an s3://, https:// or postgresql:// address, ` +
        "esc10, esc50 or generated",
    );
  }
  if (/\.zip$/i.test(path)) return "archive";
  return scheme?.startsWith("http") && !MANIFEST_FILE.test(path) ? "archive" : "list";
}

function chooseRelation({ table, query }: OpenSourceOptions): Relation {
  if (table !== undefined && query === undefined) return { table };
  if (query !== undefined && table === undefined) return { query };
  throw new Error("Of a database, wanted either a table (--table NAME) or a query (--query SQL)");
}

/** The path of an archive on this machine, downloaded where it is elsewhere: once for each version of it. */
async function localArchive(uri: string, onDownload: OnProgress | undefined): Promise<string> {
  if (!/^https?:/i.test(uri)) return await localCopy(uri);
  const version = uri === ESC50_ADDRESS ? "" : await versionOf(uri); // that one does not change any more
  const path = join(cacheDir(), "datasets", `${sha256(uri + version).slice(0, 12)}.zip`);
  await download(uri, path, onDownload && { onProgress: onDownload }).catch((cause: Error) => {
    const advice = "Check the network, or bring the archive along and name its path";
    throw new Error(`${cause.message}. ${advice}`, { cause });
  });
  return path;
}

/** Of a file on the web: nothing like any other where its server tells none. */
async function versionOf(uri: string): Promise<string> {
  const { folder, name } = splitUri(uri);
  const file = name === undefined ? undefined : await (await openStore(folder)).stat(name);
  return file?.version || crypto.randomUUID();
}
