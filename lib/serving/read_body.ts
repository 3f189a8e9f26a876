import { Problem } from "./problem.ts";

/** How a body is read. */
export interface ReadBodyOptions {
  maxBytes: number;
  /** Gives up a client that sends too slowly. */
  signal: AbortSignal;
  /** Told of each part before it is kept; may refuse it. */
  onBytes: (bytes: number) => void;
}

/**
 * Reads a request's body whole, never more of it than is allowed.
 *
 * @throws {Problem} 413 as soon as it is known to be too large; 400 if it breaks off.
 */
export async function readBody(
  request: Request,
  { maxBytes, signal, onBytes }: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const giveUp = () => void reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        signal.throwIfAborted();
        throw new Problem(400, "The request's body broke off. Send it again");
      });
      signal.throwIfAborted();
      if (done) return join(parts, length);
      length += value.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      onBytes(value.length);
      parts.push(value);
    }
  } finally {
    signal.removeEventListener("abort", giveUp);
    reader.releaseLock();
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function tooLarge(maxBytes: number): Problem {
  return new Problem(
    413,
    `The request's body is too large: wanted at most ${maxBytes} bytes. Send less at a time`,
    { connection: "close" },
  );
}
