import type { Store } from "../../storage/store.ts";
import { parseCsvManifest } from "../manifest/csv_manifest.ts";
import { parseManifest } from "../manifest/json_manifest.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { parseParquetManifest } from "../manifest/parquet_manifest.ts";

/** A standard dataset's manifests: the same in three forms. That in JSON says that the dataset is whole. */
export const MANIFEST_FILES = {
  json: "manifest.json",
  csv: "manifest.csv",
  parquet: "manifest.parquet",
} as const;

/**
 * Reads one of a dataset's manifests.
 *
 * @param name In the store; its ending says what it is.
 * @throws {Error} if it is not there or damaged.
 */
export async function readManifest(store: Store, name: string): Promise<Manifest> {
  if (await store.stat(name) === undefined) {
    throw new Error(
      `Cannot read ${store.name} as a standard dataset: it has no ${name}. Make one with deno task dataset, or let one that was not finished go on`,
    );
  }
  const bytes = await new Response(store.read(name)).bytes();
  const file = `${store.name}/${name}`;
  const { dataset_info, samples } = await parse(bytes, name, file);
  return { dataset_info, samples };
}

async function parse(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  file: string,
): Promise<Manifest> {
  const ending = name.slice(name.lastIndexOf(".")).toLowerCase();
  if (ending === ".csv") return parseCsvManifest(bytes, file);
  if (ending === ".parquet") return await parseParquetManifest(bytes, file);
  return parseManifest(new TextDecoder().decode(bytes), file);
}
