import { join } from "node:path";
import { sha256 } from "../../storage/sha256.ts";
import { walkFiles } from "../../storage/walk_files.ts";

/** What tells whether something has changed since: short enough for a label. */
export function fingerprint(parts: readonly (string | Uint8Array<ArrayBuffer>)[]): string {
  return sha256(parts.map((part) => sha256(part)).join("\n")).slice(0, 16);
}

/** Of the content of files, of folders with all that is below but tests and texts for people. */
export async function contentFingerprint(paths: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const path of paths) {
    for (const { name, place } of await filesOf(path)) {
      if (/test|\.md$/.test(name)) continue;
      parts.push(`${name} ${sha256(await Deno.readFile(place))}`);
    }
  }
  return fingerprint(parts);
}

/** Of names, sizes and times of change: quick for recordings of any size. */
export async function listingFingerprint(path: string): Promise<string> {
  const parts: string[] = [];
  for (const { name, place } of await filesOf(path)) {
    const { size, mtime } = await Deno.stat(place);
    parts.push(`${name} ${size} ${mtime?.getTime()}`);
  }
  return fingerprint(parts);
}

async function filesOf(path: string): Promise<{ name: string; place: string }[]> {
  const { isFile } = await Deno.stat(path);
  if (isFile) return [{ name: "", place: path }];
  const names = await Array.fromAsync(walkFiles(path));
  return names.map((name) => ({ name, place: join(path, name) }));
}
