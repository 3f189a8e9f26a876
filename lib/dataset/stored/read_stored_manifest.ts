import type { Store } from "../../storage/store.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { readManifest } from "../manifest/read_manifest.ts";

/**
 * Reads one of a dataset's manifests.
 *
 * @param name In the store; its ending says what it is.
 * @throws {Error} if it is not there or damaged.
 */
export async function readStoredManifest(store: Store, name: string): Promise<Manifest> {
  if (await store.stat(name) === undefined) {
    throw new Error(
      `Cannot read ${store.name} as a standard dataset: it has no ${name}. Make one with deno task dataset, or let one that was not finished go on`,
    );
  }
  const { dataset_info, samples } = await readManifest(store, name);
  return { dataset_info, samples };
}
