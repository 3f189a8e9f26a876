import type { Store } from "../../storage/store.ts";
import { csvManifest } from "../manifest/csv_manifest.ts";
import { jsonManifest } from "../manifest/json_manifest.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { parquetManifest } from "../manifest/parquet_manifest.ts";
import { MANIFEST_FILES } from "./read_manifest.ts";

/** Writes a dataset's manifest in all its forms, that in JSON last: it says that the dataset is whole. */
export async function writeManifests(store: Store, manifest: Manifest): Promise<void> {
  await store.write(MANIFEST_FILES.csv, csvManifest(manifest));
  await store.write(MANIFEST_FILES.parquet, parquetManifest(manifest));
  await store.write(MANIFEST_FILES.json, jsonManifest(manifest));
}
