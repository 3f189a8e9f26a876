import assert from "node:assert/strict";
import { integratedLoudness } from "./loudness.ts";
import { normaliseLoudness, normalisePeak } from "./normalise.ts";

const RATE_HZ = 16_000;
const MINUS_1_DB = 10 ** (-1 / 20);
const peakOf = (samples: Float32Array) =>
  samples.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0);
const tone = (amplitude: number, seconds = 2) =>
  Float32Array.from(
    { length: seconds * RATE_HZ },
    (_, i) => amplitude * Math.sin(2 * Math.PI * 1_000 * (i + 0.5) / RATE_HZ),
  );

Deno.test("normalisePeak() brings the peak to -1 dBFS, from below and from above", () => {
  for (const amplitude of [1e-6, 0.1, 3]) {
    assert.ok(Math.abs(peakOf(normalisePeak(tone(amplitude))) - MINUS_1_DB) < 1e-6);
  }
});

Deno.test("normaliseLoudness() brings a clip to -23 LUFS", () => {
  for (const amplitude of [0.003, 0.05, 1]) {
    const loudness = integratedLoudness(normaliseLoudness(tone(amplitude), RATE_HZ), RATE_HZ);
    assert.ok(Math.abs(loudness + 23) < 0.01, `${loudness} LUFS`);
  }
});

Deno.test("normaliseLoudness() stops at a peak of -1 dBFS", () => {
  const clicks = new Float32Array(5 * RATE_HZ);
  for (let i = 0; i < clicks.length; i += 4_000) clicks[i] = 0.1;
  const normalised = normaliseLoudness(clicks, RATE_HZ);
  assert.ok(Math.abs(peakOf(normalised) - MINUS_1_DB) < 1e-6);
  assert.ok(integratedLoudness(normalised, RATE_HZ) < -23);
});

Deno.test("normalising leaves digital silence as it is", () => {
  const silence = new Float32Array(RATE_HZ);
  assert.deepEqual(normalisePeak(silence), silence);
  assert.deepEqual(normaliseLoudness(silence, RATE_HZ), silence);
});
