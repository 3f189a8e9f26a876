/** For each clip the few that are nearest to it, found block by block. */
export class NearestClips {
  readonly #count: number;
  readonly #groups: Int32Array;
  /** `clips` × `count`, the nearest first; Infinity where there are not so many. */
  readonly #distances: Float32Array;
  readonly #neighbours: Int32Array;

  /**
   * @param groups For each clip a number; clips of one group are no neighbours.
   * @param count How many of each clip's neighbours are kept.
   */
  constructor(groups: Int32Array, count: number) {
    this.#count = count;
    this.#groups = groups;
    this.#distances = new Float32Array(groups.length * count).fill(Infinity);
    this.#neighbours = new Int32Array(groups.length * count).fill(-1);
  }

  /** Tells how far two clips are apart. */
  see(one: number, other: number, distance: number): void {
    if (this.#groups[one] === this.#groups[other]) return;
    this.#insert(one, other, distance);
    this.#insert(other, one, distance);
  }

  /** The neighbours of a clip that are kept, the nearest first. */
  neighboursOf(clip: number): { row: number; distance: number }[] {
    const [start, end] = [clip * this.#count, (clip + 1) * this.#count];
    const distances = this.#distances.subarray(start, end);
    return Array.from(this.#neighbours.subarray(start, end), (row, i) => ({
      row,
      distance: distances[i] ?? Infinity,
    })).filter(({ row }) => row >= 0);
  }

  #insert(clip: number, neighbour: number, distance: number): void {
    const start = clip * this.#count;
    let at = start + this.#count - 1;
    if (distance >= (this.#distances[at] ?? Infinity)) return;
    for (; at > start && distance < (this.#distances[at - 1] ?? Infinity); at--) {
      this.#distances[at] = this.#distances[at - 1] ?? Infinity;
      this.#neighbours[at] = this.#neighbours[at - 1] ?? -1;
    }
    this.#distances[at] = distance;
    this.#neighbours[at] = neighbour;
  }
}
