import assert from "node:assert/strict";
import fc from "fast-check";
import { resample } from "./resample.ts";
import { StreamResampler } from "./stream_resampler.ts";
import { whiteNoise } from "./white_noise.ts";

const RATES = [4_000, 8_000, 11_025, 16_000, 22_050, 44_100, 44_125, 48_000, 96_000, 192_000];

Deno.test("StreamResampler gives what resample() gives for the whole, whatever the parts", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...RATES),
      fc.integer({ min: 0, max: 30_000 }),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }),
      (rate, length, sizes) => {
        const samples = whiteNoise(length);
        const whole = resample(samples, rate, 16_000);
        const streamed = inParts(samples, rate, sizes);
        assert.equal(streamed.length, whole.length);
        streamed.forEach((sample, i) => assert.ok(Math.abs(sample - (whole[i] ?? NaN)) < 1e-6));
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("StreamResampler keeps 44.1 kHz in parts of one sample", () => {
  const samples = whiteNoise(4_410);
  const whole = resample(samples, 44_100, 16_000);
  const streamed = inParts(samples, 44_100, [1]);
  assert.equal(streamed.length, whole.length);
  streamed.forEach((sample, i) => assert.ok(Math.abs(sample - (whole[i] ?? NaN)) < 1e-6));
});

Deno.test("StreamResampler gives samples while the stream goes on, 50 ms late at most", () => {
  const resampler = new StreamResampler(48_000, 16_000);
  let given = 0;
  for (let second = 0; second < 3; second++) {
    given += resampler.push(whiteNoise(48_000)).length;
    assert.ok(given > (second + 0.95) * 16_000);
  }
});

function inParts(samples: Float32Array, rate: number, sizes: readonly number[]): number[] {
  const resampler = new StreamResampler(rate, 16_000);
  const streamed: number[] = [];
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    streamed.push(...resampler.push(samples.subarray(at, at + size)));
    at += size;
  }
  return [...streamed, ...resampler.end()];
}
