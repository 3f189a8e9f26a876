import { type LowPass, lowPassFor } from "./kaiser_sinc.ts";
import type { RateRatio } from "./rate_ratio.ts";

/** The kernel multiplies so many samples by their weights at once. */
const LANES = 4;

/** Sizes of the steps in which a ratio is resampled. */
export interface StepShape {
  /** Target samples of a step: an even number, as they are worked on in pairs. */
  phases: number;
  /** Source samples from one step to the next. */
  stride: number;
  /** Source samples that a pair of phases reads. */
  taps: number;
}

/** The low-pass filter between two rates, as a filter for each target sample of a step. */
export interface Filters extends StepShape {
  /** Where each pair starts to read, in source samples from the step's start; ascending, at first negative. */
  starts: number[];
  /** Four weights of a pair's first phase, four of its second, and so on; one pair after the other. */
  weights: Float32Array;
}

/** The steps for a ratio: one period of it, or two where that has an odd number of target samples. */
export function stepShape({ from, to }: RateRatio): StepShape {
  const periods = to % 2 === 0 ? 1 : 2;
  const reach = Math.floor(2 * lowPassFor(to / from).halfWidth + from / to) + 1;
  return {
    phases: to * periods,
    stride: from * periods,
    taps: Math.ceil(reach / LANES) * LANES,
  };
}

/** Designs the filters for a ratio. */
export function designFilters(ratio: RateRatio): Filters {
  const shape = stepShape(ratio);
  const { phases, taps } = shape;
  const filter = lowPassFor(ratio.to / ratio.from);
  const weights = new Float32Array(phases * taps);
  const starts: number[] = [];
  for (let phase = 0; phase < phases; phase += 2) {
    const centres = [phase, phase + 1].map((index) => index * ratio.from / ratio.to);
    const start = Math.ceil((centres[0] ?? 0) - filter.halfWidth);
    const pair = weights.subarray(phase * taps, (phase + 2) * taps);
    centres.forEach((centre, which) => placeWeights(pair, which, filter, start - centre));
    starts.push(start);
  }
  return { ...shape, starts, weights };
}

/** @param first Where the pair's first source sample lies, counted from the target sample. */
function placeWeights(pair: Float32Array, which: number, filter: LowPass, first: number): void {
  for (let tap = 0; tap < pair.length / 2; tap++) {
    const lane = tap % LANES;
    pair[2 * (tap - lane) + which * LANES + lane] = filter.at(first + tap);
  }
}
