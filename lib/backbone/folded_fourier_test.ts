import assert from "node:assert/strict";
import fc from "fast-check";
import { foldedFourier } from "./folded_fourier.ts";

const SIZES = { windowLength: 12, fftLength: 16, firstBin: 2, bins: 6 };

/** By the definition: window from its start, all samples, one bin. */
function magnitude(samples: readonly number[], bin: number): number {
  let [real, imaginary] = [0, 0];
  samples.forEach((sample, n) => {
    const hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / SIZES.windowLength);
    const angle = 2 * Math.PI * n * bin / SIZES.fftLength;
    real += sample * hann * Math.cos(angle);
    imaginary += sample * hann * Math.sin(angle);
  });
  return Math.hypot(real, imaginary);
}

Deno.test("foldedFourier() gives the magnitudes of the whole window's transform", () => {
  const { cosines, sines } = foldedFourier(SIZES);
  const half = SIZES.windowLength / 2;
  const sample = fc.double({ min: -1, max: 1, noNaN: true });
  const samples = fc.array(sample, { minLength: 2 * half, maxLength: 2 * half });
  fc.assert(fc.property(samples, (samples) => {
    for (let bin = 0; bin < SIZES.bins; bin++) {
      let [real, imaginary] = [0, 0];
      for (let m = 0; m < half; m++) {
        const [after, before] = [samples[half + m] ?? NaN, samples[half - m] ?? NaN];
        real += (after + before) * (cosines[m * SIZES.bins + bin] ?? NaN);
        imaginary += (after - before) * (sines[m * SIZES.bins + bin] ?? NaN);
      }
      const wanted = magnitude(samples, SIZES.firstBin + bin);
      assert.ok(Math.abs(Math.hypot(real, imaginary) - wanted) < 1e-6);
    }
  }));
});
