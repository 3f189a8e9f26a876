import { freeArrays } from "../../workers/free_arrays.ts";
import { unlessAborted } from "../limits/deadline.ts";
import { Problem } from "../problems/problem.ts";

/** How a body is read. */
export interface ReadBodyOptions {
  maxBytes: number;
  /** Gives up a client that sends too slowly. */
  signal: AbortSignal;
  /** Told of bytes before they are kept; may refuse them. */
  onBytes: (bytes: number) => void;
}

/**
 * Up to here, a body is read in one go, and what it says of its length is believed before it has come. This is
 * faster, but cannot be given up: what a slow client has sent stays in memory, uncounted, until the last byte.
 */
const AT_ONCE_BYTES = 2 ** 16;

/**
 * Reads a request's body whole, never more of it than is allowed.
 *
 * @throws {Problem} 413 as soon as it is known to be too large; 400 if it breaks off.
 */
export async function readBody(
  request: Request,
  { maxBytes, signal, onBytes }: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(request.headers.get("content-length") ?? NaN);
  if (length > maxBytes) throw tooLarge(maxBytes);
  if (!(length <= AT_ONCE_BYTES)) return await readParts(request, { maxBytes, signal, onBytes });
  onBytes(length);
  // The HTTP server sees to it that the body is not longer than it says.
  return await unlessAborted(request.bytes(), signal).catch(() => {
    throw signal.aborted ? signal.reason : brokenOff();
  });
}

/** A body that does not say how long it will be, or is long: only what has come of it counts. */
async function readParts(
  request: Request,
  { maxBytes, signal, onBytes }: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  try {
    while (reader) {
      const { done, value } = await unlessAborted(reader.read(), signal).catch(() => {
        throw signal.aborted ? signal.reason : brokenOff();
      });
      if (done) break;
      length += value.length;
      if (length > maxBytes) throw tooLarge(maxBytes);
      onBytes(value.length);
      parts.push(value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {}); // what still comes is not waited for
    throw error;
  }
  return joinBytes(parts, length);
}

/** The parts' memory is given back at once: left to the garbage collector, it would run for it every second. */
function joinBytes(
  parts: readonly Uint8Array<ArrayBuffer>[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  freeArrays(parts);
  return whole;
}

function brokenOff(): Problem {
  return new Problem(400, "The request's body broke off. Send it again");
}

function tooLarge(maxBytes: number): Problem {
  return new Problem(
    413,
    `The request's body is too large: wanted at most ${maxBytes} bytes. Send less at a time`,
    { connection: "close" },
  );
}
