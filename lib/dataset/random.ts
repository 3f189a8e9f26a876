/**
 * Pseudo-random numbers that repeat from their seed, alike on every machine: sfc32, Chris Doty-Humphrey's
 * small fast counter generator of the PractRand suite (https://pracrand.sourceforge.net/RNG_engines.txt).
 *
 * @example
 * ```ts ignore
 * const order = new Random(42).shuffle([0, 1, 2, 3]);
 * ```
 */
export class Random {
  #a: number;
  #b: number;
  #c = 0;
  #counter = 1;

  /**
   * @param seed A whole number; its lower 32 bits count.
   * @param stream Numbers of one seed that have nothing to do with each other: one stream for each fold.
   */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    for (let i = 0; i < 12; i++) this.#next(); // until each bit of the seed has reached all of the state
  }

  /** A number in [0, 1), each of 2³² values equally likely. */
  uniform(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number from 0 to `below - 1`. */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** The items in random order, as a new array. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, key: this.uniform() }))
      .sort((left, right) => left.key - right.key)
      .map(({ item }) => item);
  }

  #next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21 | this.#c >>> 11) + result) | 0;
    return result >>> 0;
  }
}
