import { type LowPass, lowPassFor } from "./kaiser_sinc.ts";
import { type RateRatio, resampledLength } from "./rate_ratio.ts";

/** Table entries for each zero crossing of the sinc: linear interpolation between them errs below -100 dB. */
const ENTRIES_PER_CROSSING = 512;

/**
 * Resamples by any ratio in bounded memory: each target sample is a dot product of the source samples
 * around it with a filter that is looked up in a table, interpolated (J. O. Smith, Digital Audio Resampling,
 * https://ccrma.stanford.edu/~jos/resample/). About fifty times slower than a filter bank, which would need
 * gigabytes of weights for ratios such as 47,999 to 16,000 Hz.
 */
export function resamplePolyphase(
  samples: Float32Array,
  ratio: RateRatio,
): Float32Array<ArrayBuffer> {
  const filter = lowPassFor(ratio.to / ratio.from);
  const density = ENTRIES_PER_CROSSING * Math.min(1, ratio.to / ratio.from);
  const table = tabulate(filter, density);
  const resampled = new Float32Array(resampledLength(samples.length, ratio));
  for (let i = 0; i < resampled.length; i++) {
    const centre = i * ratio.from / ratio.to;
    const first = Math.max(0, Math.ceil(centre - filter.halfWidth));
    const last = Math.min(samples.length - 1, Math.floor(centre + filter.halfWidth));
    let sum = 0;
    for (let j = first; j <= last; j++) {
      const at = Math.abs(j - centre) * density;
      const entry = Math.trunc(at);
      const left = table[entry] ?? 0;
      sum += (samples[j] ?? 0) * (left + ((table[entry + 1] ?? 0) - left) * (at - entry));
    }
    resampled[i] = sum;
  }
  return resampled;
}

/** One half of the filter, which is symmetric, with an entry behind its end to interpolate towards. */
function tabulate(filter: LowPass, density: number): Float64Array {
  const entries = Math.ceil(filter.halfWidth * density) + 2;
  return Float64Array.from({ length: entries }, (_, i) => filter.at(i / density));
}
