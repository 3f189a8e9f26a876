import { isNotebook, type MediaBundle, settle } from "./display.ts";

/** No reader needs more than five pictures a second. */
const INTERVAL_MS = 200;

/** How the states of a display are shown. */
export interface LiveForms<State> {
  /** While the work goes on: quick to make. */
  growing: (state: State) => MediaBundle;
  /** What stays at the end. */
  final: (state: State) => MediaBundle | Promise<MediaBundle>;
}

/**
 * A display that is replaced in place while work goes on. Updates cost nothing when they come faster than
 * anyone can read; the last one is always shown. Does nothing outside of a notebook.
 */
export class LiveDisplay<State> {
  readonly #forms: LiveForms<State>;
  readonly #id = crypto.randomUUID();
  #last: (() => State) | undefined;
  #shownAt: number | undefined;
  #sending = Promise.resolve();

  constructor(forms: LiveForms<State>) {
    this.#forms = forms;
  }

  /** Replaces what is shown; `state` is asked for only if it will be shown. */
  update(state: () => State): void {
    if (!isNotebook()) return;
    this.#last = state;
    const isDue = this.#shownAt === undefined || performance.now() - this.#shownAt > INTERVAL_MS;
    if (isDue) this.#show(this.#forms.growing(state()));
  }

  /** Shows the last update in its final form and waits until it is sent. */
  async finish(): Promise<void> {
    if (!this.#last) return;
    this.#show(await this.#forms.final(this.#last()));
    await this.#sending;
    await settle();
  }

  #show(bundle: MediaBundle): void {
    const options = { raw: true, display_id: this.#id, update: this.#shownAt !== undefined };
    this.#sending = this.#sending.then(() => Deno.jupyter.display(bundle, options));
    this.#shownAt = performance.now();
  }
}
