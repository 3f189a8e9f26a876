import { dirname, join, sep } from "node:path";
import { checkStorePath } from "./store_path.ts";

/**
 * The place of `path` in a folder of this machine, whether there is anything yet or not. Symbolic links on
 * the way are followed only within the folder.
 *
 * @throws {TypeError} if the path leads out, see `checkStorePath()`.
 * @throws {Error} if a link leads out.
 */
export async function insideFolder(folder: string, path: string): Promise<string> {
  checkStorePath(path);
  const place = join(folder, path);
  const root = await nearestRealPath(folder);
  const real = await nearestRealPath(place);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Error(`Cannot use ${place}: a link on the way leads out of ${folder}`);
  }
  return place;
}

/** Where a path really is, or the nearest folder above it that exists. */
async function nearestRealPath(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    return await nearestRealPath(dirname(path));
  }
}

/** Whether an error says that there is nothing at a path: also where a file stands in a folder's place. */
export function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}
