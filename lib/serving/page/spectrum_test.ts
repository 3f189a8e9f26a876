import assert from "node:assert/strict";
import { spectrumOf } from "./spectrum.js";

/** By the definition of the discrete Fourier transform. */
function magnitudesByDefinition(samples: Float64Array): number[] {
  return Array.from({ length: samples.length / 2 + 1 }, (_, bin) => {
    const angle = (n: number) => 2 * Math.PI * bin * n / samples.length;
    const real = samples.reduce((sum, sample, n) => sum + sample * Math.cos(angle(n)), 0);
    const imaginary = samples.reduce((sum, sample, n) => sum + sample * Math.sin(angle(n)), 0);
    return Math.hypot(real, imaginary);
  });
}

Deno.test("spectrumOf() agrees with the definition", () => {
  for (const size of [2, 8, 64]) {
    const samples = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n) + 0.3);
    const spectrum = spectrumOf(size)(samples);
    magnitudesByDefinition(samples).forEach((wanted, bin) =>
      assert.ok(Math.abs((spectrum[bin] ?? NaN) - wanted) < 1e-9, `${size} samples, bin ${bin}`)
    );
  }
});
