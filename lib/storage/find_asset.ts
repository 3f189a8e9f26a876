import { join, resolve } from "node:path";

/**
 * Finds a file or folder that was brought along instead of downloaded: in the folder that
 * YAMNET_KIT_ASSETS names, directly or in its `models` or `data` folder.
 *
 * @returns Its path, or `undefined` where the variable is not set or the folder does not have it.
 */
export function findAsset(name: string): string | undefined {
  const folder = Deno.env.get("YAMNET_KIT_ASSETS");
  if (!folder) return undefined;
  return [name, join("models", name), join("data", name)]
    .map((path) => resolve(folder, path))
    .find(exists);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
