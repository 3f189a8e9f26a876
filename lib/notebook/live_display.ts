import { isNotebook, type MediaBundle, settle } from "./display.ts";

/** No reader needs more than five pictures a second. */
const INTERVAL_MS = 200;

/**
 * A display that is replaced in place while work goes on. Updates cost nothing when they come faster than
 * anyone can read; the last one is always shown. Does nothing outside of a notebook.
 */
export class LiveDisplay {
  readonly #id = crypto.randomUUID();
  #waiting: (() => MediaBundle) | undefined;
  #shownAt: number | undefined;
  #sending = Promise.resolve();

  /** Replaces what is shown; `bundle` is made only if it will be shown. */
  update(bundle: () => MediaBundle): void {
    this.#waiting = bundle;
    const isDue = this.#shownAt === undefined || performance.now() - this.#shownAt > INTERVAL_MS;
    if (isDue) this.#show();
  }

  /** Shows the last update and waits until it is sent. */
  async finish(): Promise<void> {
    this.#show();
    await this.#sending;
    if (this.#shownAt !== undefined) await settle();
  }

  #show(): void {
    if (!this.#waiting || !isNotebook()) return;
    const bundle = this.#waiting();
    const options = { raw: true, display_id: this.#id, update: this.#shownAt !== undefined };
    this.#sending = this.#sending.then(() => Deno.jupyter.display(bundle, options));
    this.#shownAt = performance.now();
    this.#waiting = undefined;
  }
}
