import { z } from "zod";

// JSON has no NaN: a median of no answers is null there.
const milliseconds = z.number().nullable().transform((value) => value ?? NaN);

/** What came of a load, as the load generator's process prints it. */
export const LoadResult = z.object({
  /** Good answers a second. */
  perSecond: z.number(),
  /** Of good answers to requests that were sent while it counted. */
  p50Ms: milliseconds,
  p99Ms: milliseconds,
  /** Answers that say "too busy": 429 and 503. */
  refused: z.int(),
  /** Other bad answers, and requests that had none. */
  failed: z.int(),
  /** Good answers before, while and after it counted: what `ownCpuSeconds` and the server's were spent on. */
  answered: z.int(),
  /** CPU seconds of the load generator itself. */
  ownCpuSeconds: z.number(),
});
export type LoadResult = z.output<typeof LoadResult>;

const TOO_BUSY = [429, 503];

/** Counts answers from one time to another, both of `performance.now()`. */
export class Tally {
  readonly #startMs: number;
  readonly #endMs: number;
  readonly #latenciesMs: number[] = [];
  #inTime = 0;
  #answered = 0;
  #refused = 0;
  #failed = 0;

  constructor(startMs: number, endMs: number) {
    this.#startMs = startMs;
    this.#endMs = endMs;
  }

  /** Notes an answer that came now, or, without a status, that none will. */
  note(sentMs: number, status: number | undefined): void {
    const nowMs = performance.now();
    const counts = sentMs >= this.#startMs;
    if (status !== undefined && status >= 200 && status < 300) {
      this.#answered += 1;
      if (nowMs >= this.#startMs && nowMs < this.#endMs) this.#inTime += 1;
      if (counts) this.#latenciesMs.push(nowMs - sentMs);
    } else if (counts && status !== undefined && TOO_BUSY.includes(status)) this.#refused += 1;
    else if (counts) this.#failed += 1;
  }

  result(ownCpuSeconds: number): LoadResult {
    return {
      perSecond: this.#inTime / ((this.#endMs - this.#startMs) / 1000),
      p50Ms: percentile(this.#latenciesMs, 50),
      p99Ms: percentile(this.#latenciesMs, 99),
      refused: this.#refused,
      failed: this.#failed,
      answered: this.#answered,
      ownCpuSeconds,
    };
  }
}

/** The smallest value that so many of a hundred do not exceed (nearest rank); NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * percent / 100) - 1)] ?? NaN;
}
