import { Problem } from "../problems/problem.ts";

/**
 * Counts requests and streams that are open. A connection that waits between two requests is none: Deno
 * does not tell of it.
 */
export class Connections {
  readonly #max: number;
  #open = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** How many are open. */
  get open(): number {
    return this.#open;
  }

  /**
   * Counts one more until it is disposed.
   *
   * @throws {Problem} 503 where there are as many as there may be.
   */
  enter(): Disposable {
    if (this.#open >= this.#max) {
      throw new Problem(
        503,
        `Too many requests are open: wanted at most ${this.#max}. Try again later`,
        { "retry-after": "1" },
      );
    }
    this.#open++;
    return { [Symbol.dispose]: () => void this.#open-- };
  }
}
