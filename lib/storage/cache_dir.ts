import { resolve } from "node:path";

/**
 * Folder of what can be made or fetched again (models, embeddings, Python packages): YAMNET_KIT_CACHE, or
 * `.cache` in the project. Safe to delete at any time.
 */
export function cacheDir(): string {
  const chosen = Deno.env.get("YAMNET_KIT_CACHE");
  return chosen ? resolve(chosen) : resolve(import.meta.dirname ?? ".", "../../.cache");
}
