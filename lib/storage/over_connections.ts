import { chunksInTime } from "./chunks_in_time.ts";
import { STALL_MS } from "./stall_timer.ts";

/** How many connections may deliver nothing one after the other. */
const MAX_EMPTY_CONNECTIONS = 5;

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * A file's bytes, over as many connections as it takes: one that is cut or silent is followed by another.
 *
 * @param totalBytes Of the whole file.
 * @param first What the first connection brings.
 * @param connect Makes a further one, which brings the file from byte `start` on.
 * @throws {Error} if more comes than `totalBytes`, or five connections after another bring nothing.
 */
export async function* overConnections(
  totalBytes: number,
  first: Bytes,
  connect: (start: number) => Promise<Bytes>,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  let received = 0;
  let empty = 0;
  for (let body = first;; body = await connect(received)) {
    const start = received;
    let cut: unknown;
    try {
      for await (const chunk of chunksInTime(body, STALL_MS)) {
        received += chunk.length;
        if (received > totalBytes) throw new Error(`wanted ${totalBytes} bytes, got more`);
        yield chunk;
      }
    } catch (cause) {
      if (received >= totalBytes) throw cause; // no cut: the length or the checksum is wrong
      cut = cause;
    }
    if (received === totalBytes) return;
    empty = received > start ? 0 : empty + 1;
    if (empty >= MAX_EMPTY_CONNECTIONS) {
      const problem = `the connection ended after ${received} of ${totalBytes} bytes`;
      throw new Error(problem, { cause: cut });
    }
  }
}
