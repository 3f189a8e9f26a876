import { Problem } from "../problems/problem.ts";
import type { Timeouts } from "./timeouts.ts";

/** What may end a request before its time. */
export interface DeadlineOptions {
  /** Aborted when the client goes away. */
  client: AbortSignal;
  /** Aborted when the server can wait for its requests no longer. */
  server: AbortSignal;
  /** Of all requests. */
  times: Timeouts;
}

/**
 * Ends when the client goes away (499, which no one will see), the server ends (503), or the time is over
 * (504), whichever comes first. Dispose it with the request, so that none is waited for any longer.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #options: DeadlineOptions;
  readonly #time: Disposable;

  constructor(options: DeadlineOptions) {
    this.#options = options;
    if (options.client.aborted) this.#onLeave();
    if (options.server.aborted) this.#onEnd();
    options.client.addEventListener("abort", this.#onLeave);
    options.server.addEventListener("abort", this.#onEnd);
    this.#time = options.times.start(() => {
      const { limitSeconds } = options.times;
      this.#controller.abort(
        new Problem(504, `The request took longer than ${limitSeconds} s. Send less, or try again`),
      );
    });
  }

  /** Aborted with a {@linkcode Problem}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    const { client, server } = this.#options;
    client.removeEventListener("abort", this.#onLeave);
    server.removeEventListener("abort", this.#onEnd);
    this.#time[Symbol.dispose]();
  }

  readonly #onLeave = () => this.#controller.abort(new Problem(499, "The client has gone away"));
  readonly #onEnd = () => this.#controller.abort(new Problem(503, "The server is stopping"));
}

/** What `work` gives, unless the signal is aborted before. */
export function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
