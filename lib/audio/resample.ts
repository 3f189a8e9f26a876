import { COMMON_RATES_HZ } from "./common_rates.ts";
import { countWeights, KernelResampler } from "./resampling/kernel_resampler.ts";
import { resamplePolyphase } from "./resampling/polyphase_resampler.ts";
import { type RateRatio, rateRatio } from "./resampling/rate_ratio.ts";

/** Filters with more weights than this (4 MiB) take more memory and time to design than they save. */
const MAX_WEIGHTS = 1 << 20;

/**
 * Ratios kept ready in a thread. Streams of all common rates may run side by side, and each would design its
 * filters anew for every message if there were room for fewer; the rest is for odd rates. Each takes 0.6 MB
 * besides its weights: a server must not keep one for every odd rate that it was sent.
 */
const MAX_RESAMPLERS = COMMON_RATES_HZ.length + 3;

/** In the order of their last use. */
const resamplers = new Map<string, KernelResampler>();

/**
 * Resamples mono audio with a windowed sinc that keeps all below 15/16 of the lower Nyquist frequency and
 * takes 90 dB off what lies above 17/16 of it: from 44.1 to 16 kHz, up to 7.5 kHz and from 8.5 kHz on.
 * Nothing is delayed; before and behind the samples is silence.
 *
 * Blocks the calling thread meanwhile (less than 1 ms for 5 s at 44.1 kHz).
 *
 * @returns ceil(samples · toHz / fromHz) new samples.
 * @throws {RangeError} if a rate is not a whole number above 0.
 */
export function resample(
  samples: Float32Array,
  fromHz: number,
  toHz: number,
): Float32Array<ArrayBuffer> {
  const ratio = rateRatio(fromHz, toHz);
  if (ratio.from === ratio.to || samples.length === 0) return new Float32Array(samples);
  if (countWeights(ratio) > MAX_WEIGHTS) return resamplePolyphase(samples, ratio);
  return resamplerFor(ratio).run(samples);
}

/** One for each ratio, made at its first use; the one that was not used for longest makes room. */
function resamplerFor(ratio: RateRatio): KernelResampler {
  const key = `${ratio.from}:${ratio.to}`;
  const resampler = resamplers.get(key) ?? new KernelResampler(ratio);
  resamplers.delete(key); // so that it stands last again
  resamplers.set(key, resampler);
  const [oldest = key] = resamplers.keys();
  if (resamplers.size > MAX_RESAMPLERS) resamplers.delete(oldest);
  return resampler;
}
