import { Problem } from "../problems/problem.ts";
import { Timeouts } from "./timeouts.ts";

/** How a {@linkcode WorkQueue} is bounded. */
export interface QueueOptions {
  /** Jobs that run at the same time. */
  places: number;
  /** Jobs that may wait. */
  capacity: number;
  /** How long a job may wait. */
  timeoutSeconds: number;
}

/** Weight of the latest job in the mean of how long one takes. */
const NEWS = 0.1;

interface Queued<Result> {
  result: Promise<Result>;
  start: () => void;
}

/**
 * A bounded line of jobs in front of the workers, first come, first served. What finds it full is refused
 * at once, what waits too long is refused then, and what is given up frees its place.
 */
export class WorkQueue {
  readonly #options: QueueOptions;
  readonly #waiting = new Set<Queued<unknown>>();
  readonly #times: Timeouts;
  #running = 0;
  #meanSeconds = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#times = new Timeouts(options.timeoutSeconds);
  }

  /** How many jobs wait. */
  get length(): number {
    return this.#waiting.size;
  }

  /** How many jobs run. */
  get running(): number {
    return this.#running;
  }

  /**
   * Runs jobs as places become free, all of them or, where there is no room for all, none. The first that
   * fails takes those with it that still wait.
   *
   * @returns Their results in the order of the jobs.
   * @throws {Problem} 429 where there is no room; 503 where one waited too long.
   * @throws The signal's reason, once it is aborted. A job that runs already runs on and keeps its place.
   */
  async runAll<Result>(
    jobs: readonly (() => Promise<Result>)[],
    signal: AbortSignal,
  ): Promise<Result[]> {
    signal.throwIfAborted();
    const { places, capacity } = this.#options;
    if (this.#running + this.#waiting.size + jobs.length > places + capacity) {
      throw new Problem(
        429,
        `The queue is full: ${this.#waiting.size} clips wait, wanted at most ${capacity}. Try again later`,
        this.retryAfter(),
      );
    }
    const { promise: givenUp, reject: giveUp } = Promise.withResolvers<never>();
    const onAbort = () => giveUp(signal.reason);
    signal.addEventListener("abort", onAbort);
    const queued = jobs.map((job) => this.#enqueue(job));
    using _time = this.#times.start(() => {
      if (queued.some((job) => this.#waiting.has(job))) giveUp(this.#tooLate());
    });
    try {
      return await Promise.race([givenUp, Promise.all(queued.map(({ result }) => result))]);
    } finally {
      signal.removeEventListener("abort", onAbort);
      for (const job of queued) this.#waiting.delete(job);
    }
  }

  /** The header that says when there will be room: when those who wait now will be done. */
  retryAfter(): { "retry-after": string } {
    const { places, timeoutSeconds } = this.#options;
    const seconds = this.#waiting.size * this.#meanSeconds / places;
    return { "retry-after": String(Math.ceil(Math.min(Math.max(seconds, 1), timeoutSeconds))) };
  }

  #enqueue<Result>(job: () => Promise<Result>): Queued<Result> {
    const { promise: result, resolve, reject } = Promise.withResolvers<Result>();
    const queued = { result, start: () => void this.#work(job).then(resolve, reject) };
    this.#waiting.add(queued);
    this.#startNext();
    return queued;
  }

  async #work<Result>(job: () => Promise<Result>): Promise<Result> {
    this.#running++;
    const startedMs = performance.now();
    try {
      return await job();
    } finally {
      this.#running--;
      const seconds = (performance.now() - startedMs) / 1000;
      this.#meanSeconds += NEWS * (seconds - this.#meanSeconds);
      this.#startNext();
    }
  }

  #startNext(): void {
    const [next] = this.#waiting;
    if (next === undefined || this.#running >= this.#options.places) return;
    this.#waiting.delete(next);
    next.start();
  }

  #tooLate(): Problem {
    const { timeoutSeconds } = this.#options;
    return new Problem(
      503,
      `No worker became free within ${timeoutSeconds} s. Try again later`,
      this.retryAfter(),
    );
  }
}
