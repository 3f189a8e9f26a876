import type { Model } from "../../model/model.ts";
import { Problem } from "../problems/problem.ts";

/** A model that stays open as long as it is held. */
export interface ModelLease extends Disposable {
  readonly model: Model;
}

interface Hosted {
  model: Model;
  leases: number;
}

/**
 * The model that is served now. A new one takes its place at once; the old one is closed when its last request is
 * done.
 */
export class ModelHost implements Disposable {
  #current: Hosted | undefined;

  /** `undefined` until the first one is ready. */
  get model(): Model | undefined {
    return this.#current?.model;
  }

  /**
   * Holds the current model for one request.
   *
   * @throws {Problem} 503 while there is none.
   */
  lease(): ModelLease {
    const hosted = this.#current;
    if (hosted === undefined) {
      throw new Problem(503, "The model is being loaded. Try again later", { "retry-after": "1" });
    }
    hosted.leases++;
    return {
      model: hosted.model,
      [Symbol.dispose]: () => {
        hosted.leases--;
        this.#closeUnused(hosted);
      },
    };
  }

  /** Serves this model from now on. */
  swap(model: Model): void {
    const old = this.#current;
    this.#current = { model, leases: 0 };
    if (old) this.#closeUnused(old);
  }

  /** Closes the current model. */
  [Symbol.dispose](): void {
    const old = this.#current;
    this.#current = undefined;
    if (old) this.#closeUnused(old);
  }

  #closeUnused(hosted: Hosted): void {
    if (hosted !== this.#current && hosted.leases === 0) hosted.model[Symbol.dispose]();
  }
}
