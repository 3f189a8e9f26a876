import { createHash } from "node:crypto";
import { fileSha256 } from "../check_file.ts";
import { sha256 } from "../sha256.ts";
import type { ObjectContent } from "./put_object.ts";

const encoder = new TextEncoder();

/** Bytes or text to store. */
export function memoryContent(content: Uint8Array<ArrayBuffer> | string): ObjectContent {
  const bytes = typeof content === "string" ? encoder.encode(content) : content;
  return {
    bytes: bytes.length,
    sha256: sha256(bytes),
    async *chunks() {
      yield bytes;
    },
  };
}

/** A file to store; it must not change meanwhile. */
export async function fileContent(path: string): Promise<ObjectContent> {
  const { size, isFile } = await Deno.stat(path);
  if (!isFile) throw new Error(`Cannot store ${path}: wanted a file`);
  const sha256 = await fileSha256(path);
  return { bytes: size, sha256, chunks: () => unchangedChunks(path, sha256) };
}

async function* unchangedChunks(
  path: string,
  sha256: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = createHash("sha256");
  const file = await Deno.open(path); // its stream closes it, read to the end or not
  for await (const chunk of file.readable) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("hex") !== sha256) throw new Error(`${path} changed while it was sent`);
}
