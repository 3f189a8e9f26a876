import { copyPadded } from "./copy_padded.ts";
import { halfBandFor } from "./kaiser_sinc.ts";
import type { ResamplingKernels } from "./resampling_kernels.ts";

/** The kernels do so many samples at once. */
const PARTED_AT_ONCE = 4;
const HALVED_AT_ONCE = 16;

/** Takes every other sample of what a half-band filter lets through. */
export class Halver {
  readonly #kernels: ResamplingKernels;
  /** The filter's values 1, 3, 5, … source samples from its centre; at the even ones it is zero. */
  readonly #weights: Float32Array;
  readonly #source: Float32Array;
  readonly #even: Float32Array;
  readonly #odd: Float32Array;
  /** What it gives, in the kernels' memory. */
  readonly halved: Float32Array;

  /**
   * @param ratio See {@linkcode halfBandFor}.
   * @param length The most samples that it shall give at once.
   */
  constructor(kernels: ResamplingKernels, ratio: number, length: number) {
    const { halfWidth, at } = halfBandFor(ratio);
    const weights = Array.from({ length: Math.ceil(halfWidth / 2) }, (_, k) => at(2 * k + 1));
    const halved = roundUp(length, HALVED_AT_ONCE);
    const pairs = roundUp(halved + 2 * weights.length, PARTED_AT_ONCE);
    this.#kernels = kernels;
    this.#weights = kernels.floats(weights.length);
    this.#weights.set(weights);
    this.#source = kernels.floats(2 * pairs);
    this.#even = kernels.floats(pairs);
    this.#odd = kernels.floats(pairs);
    this.halved = kernels.floats(halved);
  }

  /**
   * Fills `halved` with at least `length` samples. Before and behind the source samples is silence.
   *
   * @param start Index of the first one, at half the rate.
   */
  run(samples: Float32Array, start: number, length: number): void {
    const reach = this.#weights.length;
    const blocks = Math.ceil(length / HALVED_AT_ONCE);
    const quads = Math.ceil((blocks * HALVED_AT_ONCE + 2 * reach) / PARTED_AT_ONCE);
    const source = this.#source.subarray(0, 2 * PARTED_AT_ONCE * quads);
    copyPadded(samples, 2 * (start - reach), source);
    const [even, odd] = [this.#even.byteOffset, this.#odd.byteOffset];
    this.#kernels.run("part", source.byteOffset, even, odd, quads);
    const skipped = 4 * reach; // bytes of what only the filter reads
    this.#kernels.run(
      "halve",
      even + skipped,
      odd + skipped,
      this.#weights.byteOffset,
      reach,
      this.halved.byteOffset,
      blocks,
    );
  }
}

function roundUp(length: number, multiple: number): number {
  return Math.ceil(length / multiple) * multiple;
}
