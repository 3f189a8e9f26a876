import type { Store } from "../../storage/store.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { readManifest as readAnyManifest } from "../manifest/read_manifest.ts";

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
  const { dataset_info, samples } = await readAnyManifest(store, name);
  return { dataset_info, samples };
}
