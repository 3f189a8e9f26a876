import { integratedLoudness } from "./loudness.ts";

/** What normalising never goes above: -1 dBFS leaves room for what resampling adds between the samples. */
const PEAK_DBFS = -1;

/** EBU R 128's target. */
const TARGET_LUFS = -23;

/** Scales samples to a peak of -1 dBFS; digital silence is left as it is. */
export function normalisePeak(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return scale(samples, gainToPeak(samples));
}

/**
 * Scales mono samples to an integrated loudness of -23 LUFS (see {@linkcode integratedLoudness}), or to a peak
 * of -1 dBFS where they would go above it. What is silence to the measure, below -70 LUFS, is left as it is.
 */
export function normaliseLoudness(
  samples: Float32Array<ArrayBuffer>,
  sampleRateHz: number,
): Float32Array<ArrayBuffer> {
  const loudness = integratedLoudness(samples, sampleRateHz);
  if (loudness === -Infinity) return samples;
  return scale(samples, Math.min(10 ** ((TARGET_LUFS - loudness) / 20), gainToPeak(samples)));
}

function gainToPeak(samples: Float32Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0));
  return peak === 0 ? 1 : 10 ** (PEAK_DBFS / 20) / peak;
}

function scale(samples: Float32Array<ArrayBuffer>, gain: number): Float32Array<ArrayBuffer> {
  return samples.map((sample) => sample * gain);
}
