import { csvManifest } from "./csv_manifest.ts";
import { jsonManifest } from "./json_manifest.ts";
import type { Manifest } from "./manifest.ts";
import { parquetManifest } from "./parquet_manifest.ts";

/** A standard dataset's manifests: the same in three forms. That in JSON says that the dataset is whole. */
export const MANIFEST_FILES = {
  json: "manifest.json",
  csv: "manifest.csv",
  parquet: "manifest.parquet",
} as const;

/** What a manifest is called in a dataset's folder; of several the first that is there is read. */
export const MANIFEST_NAMES: readonly string[] = [
  MANIFEST_FILES.json,
  "metadata.json", // of the replaced system
  MANIFEST_FILES.parquet,
  MANIFEST_FILES.csv,
];

/**
 * A standard dataset's manifest as files, by name: the same in each form. The one that says that the dataset is
 * whole comes last; each is made when it is asked for, as of a million clips it is large.
 */
export function* manifestFiles(manifest: Manifest): Generator<[string, Uint8Array<ArrayBuffer>]> {
  yield [MANIFEST_FILES.csv, csvManifest(manifest)];
  yield [MANIFEST_FILES.parquet, parquetManifest(manifest)];
  yield [MANIFEST_FILES.json, jsonManifest(manifest)];
}
