/**
 * All of a stream's bytes. What a server says of its length is not believed: bytes are counted as they come,
 * and the stream is closed where they are too many.
 *
 * @throws {Error} if it is larger than `maxBytes`.
 */
export async function readBounded(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(tooLarge(maxBytes));
    chunks.push(chunk);
  }
  const [only] = chunks;
  if (only && isWhole(only) && chunks.length === 1) return only;
  const bytes = new Uint8Array(length);
  let start = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, start);
    start += chunk.length;
  }
  return bytes;
}

/** Whether an array has its buffer for itself, so that both can be handed on. */
function isWhole(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
}

/** What is wrong with a file that is too large, as a clause for a message. */
export function tooLarge(maxBytes: number): string {
  return `it is larger than ${maxBytes.toLocaleString("en")} bytes, which is the limit`;
}
