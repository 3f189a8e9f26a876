import type { Store } from "../../storage/store.ts";
import type { Manifest } from "./manifest.ts";
import { manifestFiles } from "./manifest_files.ts";

/** Writes a dataset's manifest in all its forms, that in JSON last: it says that the dataset is whole. */
export async function writeManifests(store: Store, manifest: Manifest): Promise<void> {
  for (const [path, bytes] of manifestFiles(manifest)) await store.write(path, bytes);
}
