import { StallTimer } from "./stall_timer.ts";

/**
 * A stream's chunks, as they are asked for.
 *
 * @throws {Error} if one is waited for longer than `timeoutMs`: the connection stays open and delivers
 * nothing. The stream is closed then, as it is when the reader stops early.
 */
export async function* chunksInTime<Chunk>(
  stream: ReadableStream<Chunk>,
  timeoutMs: number,
): AsyncIterable<Chunk> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await readInTime(reader, timeoutMs);
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function readInTime<Chunk>(
  reader: ReadableStreamDefaultReader<Chunk>,
  timeoutMs: number,
): Promise<ReadableStreamReadResult<Chunk>> {
  using stall = new StallTimer(timeoutMs);
  return await new Promise((resolve, reject) => {
    stall.signal.addEventListener("abort", () => reject(stall.signal.reason));
    reader.read().then(resolve, reject);
  });
}
