import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { printNote } from "../../cli/print.ts";
import { s3Problem } from "./s3_error.ts";

type RetryStrategy = Extract<
  NonNullable<S3ClientConfig["retryStrategy"]>,
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy["acquireInitialRetryToken"]>>;
type RetryErrorInfo = Parameters<RetryStrategy["refreshRetryTokenForRetry"]>[1];

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/** From when on somebody who waits is told why. */
const QUIET_MS = 2_000;

interface Attempts extends RetryToken {
  /** When the first attempt failed, by `performance.now()`. */
  failedAtMs?: number;
}

/**
 * Tries requests again for a while: no connection, a busy or restarting server. The AWS client's own
 * strategies share a budget of some 35 retries among all requests and end after a second or so; a server's
 * restart takes longer.
 */
export class PatientRetries implements RetryStrategy {
  readonly #patienceMs: number;
  #isWaiting = false;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  acquireInitialRetryToken(): Promise<Attempts> {
    return Promise.resolve(attempts(0, 0));
  }

  /** @throws {Error} if no further attempt shall be made; the client then throws the request's own error. */
  refreshRetryTokenForRetry(
    before: Attempts,
    { error, errorType, retryAfterHint }: RetryErrorInfo,
  ): Promise<Attempts> {
    const now = performance.now();
    const failedAtMs = before.failedAtMs ?? now;
    const count = before.getRetryCount();
    const backoffMs = Math.min(FIRST_DELAY_MS * 2 ** count, LONGEST_DELAY_MS) *
      (0.5 + Math.random() / 2);
    const delayMs = Math.max(backoffMs, (retryAfterHint?.getTime() ?? 0) - Date.now());
    const waitedMs = now - failedAtMs;
    const passes = errorType === "TRANSIENT" || errorType === "THROTTLING";
    if (!passes || waitedMs + delayMs > this.#patienceMs) {
      return Promise.reject(new Error("not to be tried again"));
    }
    if (waitedMs > QUIET_MS && !this.#isWaiting) {
      this.#isWaiting = true;
      printNote(`S3: ${s3Problem(error)}. It is tried again for ${this.#patienceMs / 1000} s.`);
    }
    return Promise.resolve(attempts(count + 1, delayMs, failedAtMs));
  }

  recordSuccess(): void {
    this.#isWaiting = false;
  }
}

function attempts(count: number, delayMs: number, failedAtMs?: number): Attempts {
  return {
    getRetryCount: () => count,
    getRetryDelay: () => delayMs,
    ...(failedAtMs !== undefined && { failedAtMs }),
  };
}
