import { isNotebook, type MediaBundle, settle } from "./display.ts";

/** Rest after a picture, as a multiple of the time that it took: the work goes first. */
const REST = 4;

/** No reader needs more than five pictures a second, or shall take the work for dead: the first is slow, as it loads what draws. */
const [LEAST_REST_MS, MOST_REST_MS] = [200, 1000];

/** How the states of a display are shown. */
export interface LiveForms<State> {
  /** While the work goes on. */
  growing: (state: State) => MediaBundle | Promise<MediaBundle>;
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
  #isShown = false;
  #restsUntilMs = 0;
  #showing = Promise.resolve();

  constructor(forms: LiveForms<State>) {
    this.#forms = forms;
  }

  /** Replaces what is shown; `state` is asked for only if it will be shown. */
  update(state: () => State): void {
    if (!isNotebook()) return;
    this.#last = state;
    if (performance.now() < this.#restsUntilMs) return;
    this.#restsUntilMs = Infinity; // one picture at a time
    this.#showing = this.#show(this.#forms.growing(state()));
  }

  /** Shows the last update in its final form and waits until it is sent. */
  async finish(): Promise<void> {
    if (!this.#last) return;
    await this.#showing;
    await this.#show(this.#forms.final(this.#last()));
    await settle();
  }

  async #show(making: MediaBundle | Promise<MediaBundle>): Promise<void> {
    const startMs = performance.now();
    const options = { raw: true, display_id: this.#id, update: this.#isShown };
    this.#isShown = true;
    await Deno.jupyter.display(await making, options);
    const endMs = performance.now();
    const restMs = Math.max(LEAST_REST_MS, REST * (endMs - startMs));
    this.#restsUntilMs = endMs + Math.min(restMs, MOST_REST_MS);
  }
}
