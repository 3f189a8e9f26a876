/** Letters that are encoded at once. */
const BATCH = 1 << 20;

/** The bytes of a text that comes in pieces, and may be longer than a string can be. */
export function utf8Bytes(pieces: Iterable<string>): Uint8Array<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let batch = "";
  const flush = () => {
    chunks.push(new TextEncoder().encode(batch));
    batch = "";
  };
  for (const piece of pieces) {
    batch += piece;
    if (batch.length > BATCH) flush();
  }
  flush();
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, start);
    start += chunk.length;
  }
  return bytes;
}
