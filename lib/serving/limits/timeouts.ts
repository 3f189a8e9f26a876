/**
 * Tells those who take longer than a time that is the same for all. One timer does for them, as they are due
 * in the order in which they came: a timer for each would cost a request more than its way through the queue.
 */
export class Timeouts {
  readonly limitSeconds: number;
  readonly #limitMs: number;
  readonly #waiting = new Set<Waiting>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limitSeconds: number) {
    this.limitSeconds = limitSeconds;
    this.#limitMs = limitSeconds * 1000;
  }

  /** Calls `onTimeout` once when the time is over, unless what is returned is disposed of before. */
  start(onTimeout: () => void): Disposable {
    const waiting = { dueMs: performance.now() + this.#limitMs, onTimeout };
    this.#waiting.add(waiting);
    this.#timer ??= setTimeout(this.#tick, this.#limitMs);
    return {
      [Symbol.dispose]: () => {
        this.#waiting.delete(waiting);
        if (this.#waiting.size === 0) this.#stop();
      },
    };
  }

  readonly #tick = () => {
    this.#timer = undefined;
    const nowMs = performance.now();
    for (const waiting of this.#waiting) {
      if (waiting.dueMs > nowMs) {
        this.#timer = setTimeout(this.#tick, waiting.dueMs - nowMs);
        return;
      }
      this.#waiting.delete(waiting);
      waiting.onTimeout();
    }
  };

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

interface Waiting {
  dueMs: number;
  onTimeout: () => void;
}
