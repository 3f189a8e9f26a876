import { isAbsolute, join, sep } from "node:path";

/**
 * Finds the file that a manifest means by `filepath` in a folder. A symbolic link is followed only
 * within the folder: a manifest from elsewhere must not read any other file of this machine.
 *
 * @returns Its path, or `undefined` where there is none.
 * @throws {Error} if the path leads out of the folder, or might on another system.
 */
export async function locateFile(filepath: string, folder: string): Promise<string | undefined> {
  if (leadsOut(filepath)) throw new Error(`"${filepath}" leads out of the dataset's folder`);
  const path = join(folder, filepath);
  const real = await Deno.realPath(path).catch(undefinedIfMissing);
  if (real === undefined) return undefined;
  const root = await Deno.realPath(folder);
  if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Error(`"${filepath}" is a link that leads out of the dataset's folder`);
  }
  return path;
}

function leadsOut(filepath: string): boolean {
  return isAbsolute(filepath) || /^([A-Za-z]:|\\)/.test(filepath) ||
    filepath.split(/[\\/]/).includes("..");
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return;
  throw error;
}
