import { sha256 } from "../../storage/sha256.ts";
import type { LocalClip } from "./local_clip.ts";

/** A file as it was found. */
export interface ClipFile {
  bytes: Uint8Array<ArrayBuffer>;
  sha256: string;
}

/**
 * Reads a clip's file.
 *
 * @throws {Error} if it is not the one that its manifest describes.
 */
export async function readClip(
  { path, sha256: wanted }: Pick<LocalClip, "path" | "sha256">,
): Promise<ClipFile> {
  const bytes = await Deno.readFile(path);
  const found = sha256(bytes);
  if (wanted !== undefined && found !== wanted) {
    throw new Error(`wanted the file with sha256 ${wanted}, got ${found}`);
  }
  return { bytes, sha256: found };
}
