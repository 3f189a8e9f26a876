import { readBounded, tooLarge } from "../../storage/read_bounded.ts";
import type { Store } from "../../storage/store.ts";
import { parseCsvManifest } from "./csv_manifest.ts";
import { parseJsonManifest } from "./json_manifest.ts";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import { parseParquetManifest } from "./parquet_manifest.ts";
import { isSegmentList, parseSegmentList } from "./segment_list.ts";
import type { TableOptions } from "./table_columns.ts";

/** Of a million clips it takes some 300 MB in CSV, a third of that in Parquet. */
const MAX_TABLE_BYTES = 1024 ** 3;

/** A string holds no more than 512 MiB. */
const MAX_JSON_BYTES = 500_000_000;

/** Names that only a manifest has. */
export const MANIFEST_FILE = /\.(json|csv|tsv|parquet)$/i;

/**
 * Reads a manifest: CSV, Parquet or a list of AudioSet's segments, by the end of its name and by how it begins;
 * anything else is taken for JSON.
 *
 * @param name In the store.
 * @throws {Error} if it cannot be read, is too large, or something in it is missing or wrong.
 */
export async function readManifest(
  store: Store,
  name: string,
  options: TableOptions = {},
): Promise<ListedManifest> {
  const file = `${store.name}/${name}`;
  const form = /\.(csv|tsv|parquet)$/i.exec(name)?.[1]?.toLowerCase();
  const bytes = await readWhole(store, name, form === undefined).catch((cause) => {
    if (cause.message.startsWith("Cannot ")) throw cause;
    throw manifestError(file, cause);
  });
  if (form === undefined) return parseJsonManifest(bytes, file);
  if (form === "parquet") return await parseParquetManifest(bytes, file, options);
  if (isSegmentList(bytes)) return parseSegmentList(bytes, file, options);
  return parseCsvManifest(bytes, file, options);
}

async function readWhole(
  store: Store,
  name: string,
  isJson: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const limit = isJson ? MAX_JSON_BYTES : MAX_TABLE_BYTES;
  const { bytes = 0 } = await store.stat(name) ?? {};
  if (bytes <= limit) return await readBounded(store.read(name), limit, bytes);
  const advice = isJson ? `. CSV and Parquet may have ${MAX_TABLE_BYTES.toLocaleString("en")}` : "";
  throw new Error(`${tooLarge(limit)}${advice}`);
}
