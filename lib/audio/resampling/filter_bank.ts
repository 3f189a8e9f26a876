import { designFilters, type StepShape } from "./design_filters.ts";
import type { RateRatio } from "./rate_ratio.ts";
import type { ResamplingKernels } from "./resampling_kernels.ts";

/** Source or target samples worked on at once: few enough to stay in a core's own cache. */
const BLOCK_SAMPLES = 1 << 16;

/** The kernel does so many steps at once. */
const STEPS_AT_ONCE = 4;

/** Resamples by one ratio, in steps, each phase of a step by a filter of its own. */
export class FilterBank {
  readonly shape: StepShape;
  /** Where a step starts to read, in source samples from its own start. */
  readonly firstRead: number;
  /** The most steps that it does at once. */
  readonly maxSteps: number;
  readonly #kernels: ResamplingKernels;
  readonly #weights: Float32Array;
  /** Where each pair of phases starts to read, in bytes from where the first one does. */
  readonly #offsets: Int32Array;
  readonly #target: Float32Array;

  constructor(kernels: ResamplingKernels, ratio: RateRatio) {
    const { starts, weights, ...shape } = designFilters(ratio);
    const [firstRead = 0] = starts;
    this.shape = shape;
    this.firstRead = firstRead;
    const steps = Math.floor(BLOCK_SAMPLES / Math.max(shape.phases, shape.stride));
    this.maxSteps = Math.max(STEPS_AT_ONCE, steps - steps % STEPS_AT_ONCE);
    this.#kernels = kernels;
    this.#weights = kernels.floats(weights.length);
    this.#weights.set(weights);
    this.#offsets = kernels.integers(starts.length);
    this.#offsets.set(starts.map((start) => 4 * (start - firstRead)));
    this.#target = kernels.floats(this.maxSteps * shape.phases);
  }

  /** How many source samples so many steps read. */
  sourceLength(steps: number): number {
    const { stride, taps } = this.shape;
    return (roundUp(steps) - 1) * stride + (this.#offsets.at(-1) ?? 0) / 4 + taps;
  }

  /**
   * @param source Their source samples, in the kernels' memory.
   * @returns Their target samples and more, until the next call.
   */
  run(source: Float32Array, steps: number): Float32Array {
    const { phases, stride, taps } = this.shape;
    this.#kernels.run(
      "filter",
      source.byteOffset,
      this.#weights.byteOffset,
      this.#offsets.byteOffset,
      this.#target.byteOffset,
      roundUp(steps),
      phases / 2,
      taps,
      4 * stride,
    );
    return this.#target;
  }
}

function roundUp(steps: number): number {
  return Math.ceil(steps / STEPS_AT_ONCE) * STEPS_AT_ONCE;
}
