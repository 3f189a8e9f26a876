import { dirname } from "node:path";
import { diskFull, isDiskFull } from "./disk_full.ts";

/**
 * Writes a file so that it is there whole or not at all: to a temporary name beside it, then renamed.
 * Folders on the way are made. On failure, the temporary file is removed and an older file stays.
 *
 * @param content The bytes, all at once or as they come, or text, or a function that writes to the temporary
 * path itself.
 */
export async function writeAtomically(
  path: string,
  content:
    | Uint8Array
    | ReadableStream<Uint8Array>
    | string
    | ((temporaryPath: string) => Promise<void>),
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporaryPath = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    if (typeof content === "function") await content(temporaryPath);
    else if (typeof content === "string") await Deno.writeTextFile(temporaryPath, content);
    else await Deno.writeFile(temporaryPath, content);
    await Deno.rename(temporaryPath, path);
  } catch (error) {
    await Deno.remove(temporaryPath).catch(() => {});
    throw isDiskFull(error) ? diskFull(path, error) : error;
  }
}

/** Whether a name is one of {@linkcode writeAtomically}'s: left behind where the process was killed. */
export function isTemporary(name: string): boolean {
  return /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.test(name);
}
