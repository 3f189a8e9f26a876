import { Problem } from "./problem.ts";

/**
 * Ends when the client goes away (499, which no one will see) or the time is over (504), whichever comes
 * first. Dispose it with the request, so that neither is waited for any longer.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #client: AbortSignal;
  readonly #leave: () => void;

  constructor(client: AbortSignal, seconds: number) {
    this.#client = client;
    this.#leave = () => this.#controller.abort(new Problem(499, "The client has gone away"));
    client.addEventListener("abort", this.#leave);
    this.#timer = setTimeout(
      () =>
        this.#controller.abort(
          new Problem(504, `The request took longer than ${seconds} s. Send less, or try again`),
        ),
      seconds * 1000,
    );
  }

  /** Aborted with a {@linkcode Problem}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#client.removeEventListener("abort", this.#leave);
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
