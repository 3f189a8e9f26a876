import type { Random } from "../random.ts";

// Only sums, products, quotients and square roots, which every machine rounds alike: the last bits of Math.sin()
// and Math.pow() may differ, and with them the hash of the clips.

/** `sin(2π · turns)` to 0.2 %, by Bhaskara's formula. */
export function sine(turns: number): number {
  const t = 2 * (turns - Math.floor(turns));
  const half = t < 1 ? t : t - 1;
  const bow = half * (1 - half);
  return (t < 1 ? 16 : -16) * bow / (5 - 4 * bow);
}

/** A number between two bounds. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random.uniform();
}

/** A signal from what it is at each sample. A loop, as Float64Array.from() takes 20 times as long. */
export function signal(length: number, at: (i: number) => number): Float64Array {
  const samples = new Float64Array(length);
  for (let i = 0; i < length; i++) samples[i] = at(i);
  return samples;
}

/** White noise in [-1, 1). */
export function noise(random: Random, length: number): Float64Array {
  return signal(length, () => 2 * random.uniform() - 1);
}

/**
 * A one-pole low-pass filter.
 *
 * @param share How much of each new sample comes through, in (0, 1]: 1 lets all pass.
 */
export function lowPass(samples: Float64Array, share: number): Float64Array {
  let state = 0;
  return signal(samples.length, (i) => state += share * ((samples[i] ?? 0) - state));
}

/** What a low-pass filter takes away. */
export function highPass(samples: Float64Array, share: number): Float64Array {
  const low = lowPass(samples, share);
  return signal(samples.length, (i) => (samples[i] ?? 0) - (low[i] ?? 0));
}

/** Adds a sound that dies away: `at` its start, its loudness halved every `halfLife` samples. */
export function addDecaying(
  target: Float64Array,
  at: number,
  halfLife: number,
  sound: (sample: number) => number,
): void {
  const factor = 1 - 0.7 / halfLife;
  let loudness = 1;
  for (let i = Math.floor(at); i < target.length && loudness > 0.001; i++, loudness *= factor) {
    target[i] = (target[i] ?? 0) + loudness * sound(i - at);
  }
}

/** The samples at a root mean square of `level`; silence stays silence. */
export function atLevel(samples: Float64Array, level: number): Float64Array {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const gain = energy > 0 ? level / Math.sqrt(energy / samples.length) : 0;
  return signal(samples.length, (i) => gain * (samples[i] ?? 0));
}
