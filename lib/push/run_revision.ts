import { join } from "node:path";
import { sha256 } from "../storage/sha256.ts";
import { walkFiles } from "../storage/walk_files.ts";

/** Enough of a SHA-256 that no two are the same by chance. */
const LENGTH = 16;

/**
 * Names the state of a run on disk: changes when one of its files is written, added or removed.
 *
 * @param folder Of the run.
 */
export async function runRevision(folder: string): Promise<string> {
  const files: (string | number)[][] = [];
  for await (const path of walkFiles(folder)) {
    const { size, mtime } = await Deno.stat(join(folder, path));
    files.push([path, size, mtime?.getTime() ?? 0]);
  }
  return sha256(JSON.stringify(files)).slice(0, LENGTH);
}
