import { setTimeout as delay } from "node:timers/promises";
import pRetry from "p-retry";
import { fetchAnswer, NetworkError } from "../../storage/network_error.ts";
import { ProblemDetails } from "../problems/problem.ts";

/** Statuses after which the same request may do better. */
const PASSING: readonly number[] = [408, 429, 500, 502, 503, 504];

/** A fault of the server's own mostly comes again with the same request: tried no more often than this. */
const MAX_FAULTS = 3;

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** A server answered that it will not, or cannot; the message has what it said. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly status: number;
  /** How long it asks to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, status: number, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** How long a request is tried. */
export interface Patience {
  /** From its first failure that may pass to the last attempt. */
  patienceSeconds: number;
  /** For one attempt. */
  timeoutSeconds: number;
  /** Ends it at once. */
  signal?: AbortSignal | undefined;
  /** Told once what is wrong, where a second attempt fails too. */
  onWait?: ((problem: string) => void) | undefined;
}

/**
 * Sends a request, and again while what is wrong may pass: the server is full (it says how long to wait), is
 * starting, or is not to be reached.
 *
 * @returns The body's text; an answer that is cut off is asked for again too.
 * @throws {RefusedError} if the server refuses, or still does when patience is over.
 * @throws {NetworkError} if it is not to be reached.
 */
export async function patientFetch(
  url: URL,
  init: RequestInit,
  { patienceSeconds, timeoutSeconds, signal, onWait }: Patience,
): Promise<string> {
  let endMs: number | undefined;
  let faults = 0;
  const attempt = async () => {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    const response = await fetchAnswer(url, { ...init, signal: either });
    const text = await response.text().catch((cause) => {
      throw new NetworkError(cause);
    });
    if (response.ok) return text;
    const { status, headers } = response;
    throw new RefusedError(detailOf(text) ?? `it answered ${status}`, status, retryAfter(headers));
  };
  return await pRetry(attempt, {
    retries: Infinity,
    minTimeout: 0,
    ...signal && { signal },
    shouldRetry: ({ error }) => passes(error),
    onFailedAttempt: async ({ error, attemptNumber }) => {
      if (!passes(error)) return;
      if (error instanceof RefusedError && error.status === 500) faults++;
      if (faults === MAX_FAULTS) throw error;
      const nowMs = performance.now();
      endMs ??= nowMs + patienceSeconds * 1000;
      const waitMs = waitAfter(error, attemptNumber);
      if (nowMs + waitMs > endMs) throw error;
      if (attemptNumber === 2) onWait?.(error.message);
      await delay(waitMs, undefined, signal && { signal });
    },
  });
}

/** Somewhere between half and all of it, so that clients which were refused together do not come back together. */
function waitAfter(error: Error, attempts: number): number {
  const ownMs = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  const askedMs = error instanceof RefusedError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return askedMs + ownMs * (0.5 + Math.random() / 2);
}

function passes(error: Error): boolean {
  if (error instanceof RefusedError) return PASSING.includes(error.status);
  return error instanceof NetworkError && error.$retryable !== undefined;
}

/** In seconds, as this server says it. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? NaN);
  return seconds >= 0 ? seconds : undefined;
}

/** What a problem's body says (RFC 9457). */
function detailOf(text: string): string | undefined {
  try {
    return ProblemDetails.parse(JSON.parse(text)).detail;
  } catch {
    return undefined;
  }
}
