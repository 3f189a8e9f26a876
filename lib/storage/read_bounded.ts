/**
 * All of a stream's bytes. What a server says of its length is not believed: bytes are counted as they come,
 * and the stream is closed where they are too many.
 *
 * @param likelyBytes How many there are, as far as is known: room for so many is made once, and they are not
 * held twice while they are put together.
 * @throws {Error} if it is larger than `maxBytes`.
 */
export async function readBounded(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  likelyBytes = 0,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []; // those that no room was made for
  let room = new Uint8Array();
  let filled = 0;
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(tooLarge(maxBytes));
    const isFirst = length === chunk.length;
    if (isFirst && length < likelyBytes) room = new Uint8Array(Math.min(likelyBytes, maxBytes));
    if (length > room.length) chunks.push(chunk);
    else {
      room.set(chunk, filled);
      filled = length;
    }
  }
  return join([room.subarray(0, filled), ...chunks].filter(({ length }) => length > 0), length);
}

/** Bytes that have a buffer for themselves are handed on as they are. */
function join(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
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
