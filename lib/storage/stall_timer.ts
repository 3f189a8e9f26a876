/** How long a server may deliver nothing. */
export const STALL_MS = 30_000;

/**
 * Aborts its signal once nothing has moved for a while; whoever waits calls {@linkcode touch} at each sign
 * of life. For connections that stay open and deliver nothing.
 */
export class StallTimer implements Disposable {
  readonly #controller = new AbortController();
  readonly #timeoutMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.touch();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  touch(): void {
    clearTimeout(this.#timer);
    const reason = new Error(`nothing came for ${this.#timeoutMs / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), this.#timeoutMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
