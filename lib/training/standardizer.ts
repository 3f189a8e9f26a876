import type { Example } from "./example.ts";

/** Brings features to mean 0 and about deviation 1 over the training clips: `(feature - mean) * scale`. */
export interface Standardizer {
  mean: Float32Array;
  /** 0 for a feature that never changes, as nothing can be learnt from it. */
  scale: Float32Array;
}

/**
 * Deviations below this part of the typical one count as if they were that large. A feature that hardly
 * stirred in training would else outshout all others in the first clip that it does stir in; dozens of
 * YAMNet's 1024 are like that, which its int8 form rounds to zero and its float32 form does not.
 */
const SMALLEST_DEVIATION = 0.1;

/** A deviation this small beside the mean is rounding: float32 holds 7 digits. */
const ROUNDING = 1e-6;

/** Measures the features of the training clips; the typical deviation is the root of the mean variance. */
export function fitStandardizer(examples: readonly Pick<Example, "features">[]): Standardizer {
  const size = examples[0]?.features.length ?? 0;
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (const { features } of examples) {
    features.forEach((value, i) => mean[i] = (mean[i] ?? 0) + value / examples.length);
  }
  for (const { features } of examples) {
    features.forEach((value, i) => {
      variance[i] = (variance[i] ?? 0) + (value - (mean[i] ?? 0)) ** 2 / examples.length;
    });
  }
  const typical = Math.sqrt(variance.reduce((sum, value) => sum + value / size, 0));
  const scale = Float32Array.from(variance, (value, i) => {
    const deviation = Math.sqrt(value);
    if (deviation <= ROUNDING * Math.abs(mean[i] ?? 0)) return 0;
    return 1 / Math.max(deviation, SMALLEST_DEVIATION * typical);
  });
  return { mean: Float32Array.from(mean), scale };
}

/** Standardizes a clip's features into `out`. */
export function standardize(
  { mean, scale }: Standardizer,
  features: Float32Array,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = ((features[i] ?? 0) - (mean[i] ?? 0)) * (scale[i] ?? 0);
  }
}
