import { Problem } from "../problems/problem.ts";
import type { Timeouts } from "../limits/timeouts.ts";

/** Of one message: five seconds of floats at 48 kHz. */
const MAX_MESSAGE_BYTES = 2 ** 20;

/** How messages are taken. */
export interface SocketMessagesOptions {
  /** How long a client may be silent. */
  idle: Timeouts;
  /** Aborted when no more messages shall be taken. */
  stopping: AbortSignal;
  /** Told of bytes before they wait to be read; may refuse them. */
  onBytes: (bytes: number) => void;
}

/**
 * The messages of a socket, until it closes or the server is stopped; fails with a `Problem` at one that is
 * too large and at a client that falls silent. Deno reads as fast as a client sends: what waits is in memory.
 */
export function socketMessages(
  socket: WebSocket,
  { idle, stopping, onBytes }: SocketMessagesOptions,
): ReadableStream<ArrayBuffer | string> {
  const left = new AbortController();
  return new ReadableStream<ArrayBuffer | string>({
    start: (controller) => {
      const finish = (how: () => void) => {
        if (left.signal.aborted) return;
        left.abort();
        how();
      };
      const fail = (cause: unknown) => finish(() => controller.error(cause));
      const end = () => finish(() => controller.close());
      const startIdle = () => idle.start(() => fail(silent(idle.limitSeconds)));
      let patience = startIdle();
      left.signal.addEventListener("abort", () => patience[Symbol.dispose]());
      const { signal } = left;
      socket.binaryType = "arraybuffer";
      socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer | string>) => {
        patience[Symbol.dispose]();
        patience = startIdle();
        try {
          onBytes(checkSize(data));
          controller.enqueue(data);
        } catch (cause) {
          fail(cause);
        }
      }, { signal });
      socket.addEventListener("close", end, { signal });
      stopping.addEventListener("abort", end, { signal });
      if (stopping.aborted) end();
    },
    cancel: () => left.abort(),
  });
}

function checkSize(data: ArrayBuffer | string): number {
  const bytes = typeof data === "string" ? data.length : data.byteLength;
  if (bytes <= MAX_MESSAGE_BYTES) return bytes;
  throw new Problem(413, `Wanted at most ${MAX_MESSAGE_BYTES} bytes in a message; got ${bytes}`);
}

function silent(seconds: number): Problem {
  return new Problem(408, `Heard nothing for ${seconds} s. Send {"type": "end"} at the end`);
}
