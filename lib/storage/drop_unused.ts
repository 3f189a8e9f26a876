import { join } from "node:path";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Marks a folder as used now, see {@linkcode dropUnused}; one that can only be read need not be. */
export async function markUsed(folder: string): Promise<void> {
  const now = new Date();
  await Deno.utime(folder, now, now).catch(() => {});
}

/**
 * Removes the folders in a folder that nobody has marked as used for some days. What cannot be removed now
 * stays for the next call; so do files, on whose locks others may wait.
 */
export async function dropUnused(folder: string, days: number): Promise<void> {
  const oldest = Date.now() - days * DAY_MS;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory) continue;
    const path = join(folder, name);
    const info = await Deno.stat(path).catch(() => undefined);
    if (info?.mtime && info.mtime.getTime() < oldest) {
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  }
}
