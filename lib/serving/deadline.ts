import { Problem } from "./problem.ts";

/** What may end a request before its time. */
export interface DeadlineOptions {
  /** Aborted when the client goes away. */
  client: AbortSignal;
  /** Aborted when the server can wait for its requests no longer. */
  server: AbortSignal;
  seconds: number;
}

/**
 * Ends when the client goes away (499, which no one will see), the server ends (503), or the time is over
 * (504), whichever comes first. Dispose it with the request, so that none is waited for any longer.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #disposer = new DisposableStack();

  constructor({ client, server, seconds }: DeadlineOptions) {
    const end = (problem: Problem) => this.#controller.abort(problem);
    this.#onAbort(client, () => end(new Problem(499, "The client has gone away")));
    this.#onAbort(server, () => end(new Problem(503, "The server is stopping")));
    const timer = setTimeout(
      () =>
        end(new Problem(504, `The request took longer than ${seconds} s. Send less, or try again`)),
      seconds * 1000,
    );
    this.#disposer.defer(() => clearTimeout(timer));
  }

  /** Aborted with a {@linkcode Problem}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#disposer.dispose();
  }

  #onAbort(signal: AbortSignal, then: () => void): void {
    signal.addEventListener("abort", then);
    this.#disposer.defer(() => signal.removeEventListener("abort", then));
  }
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
