import { csvManifest } from "./csv_manifest.ts";
import { jsonManifest } from "./json_manifest.ts";
import type { Manifest } from "./manifest.ts";
import { parquetManifest } from "./parquet_manifest.ts";

/** What a manifest is called in a dataset's folder; of several the first that is there is read. */
export const MANIFEST_NAMES: readonly string[] = [
  "manifest.json",
  "metadata.json", // of the replaced system
  "manifest.parquet",
  "manifest.csv",
];

/**
 * A standard dataset's manifest as files, by name: the same in each form. The one that says that the dataset is
 * whole comes last; each is made when it is asked for, as of a million clips it is large.
 */
export function* manifestFiles(manifest: Manifest): Generator<[string, Uint8Array<ArrayBuffer>]> {
  yield ["manifest.csv", csvManifest(manifest)];
  yield ["manifest.parquet", parquetManifest(manifest)];
  yield ["manifest.json", jsonManifest(manifest)];
}
