/** What is in memory at the same time: whoever wants to hold bytes waits until there is room, first come first served. */
export class ByteBudget {
  readonly #limit: number;
  readonly #waiting: { bytes: number; enter: () => void }[] = [];
  #held = 0;

  /** @param limit In bytes. What alone is more than that is let in alone. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Waits until there is room. */
  async reserve(bytes: number): Promise<Reservation> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((enter) => this.#waiting.push({ bytes, enter }));
    } else this.#held += bytes;
    return new Reservation(bytes, (change) => this.#change(change));
  }

  #fits(bytes: number): boolean {
    return this.#held === 0 || this.#held + bytes <= this.#limit;
  }

  #change(bytes: number): void {
    this.#held += bytes;
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#held += next.bytes;
      next.enter();
    }
  }
}

/** Bytes that may be held; ends with `using`. */
class Reservation implements Disposable {
  #bytes: number;
  readonly #change: (bytes: number) => void;

  constructor(bytes: number, change: (bytes: number) => void) {
    this.#bytes = bytes;
    this.#change = change;
  }

  /** Says how many bytes there really are. */
  correct(bytes: number): void {
    const change = bytes - this.#bytes;
    this.#bytes = bytes;
    this.#change(change);
  }

  [Symbol.dispose](): void {
    this.correct(0);
  }
}
