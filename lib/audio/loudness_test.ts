import assert from "node:assert/strict";
import { integratedLoudness } from "./loudness.ts";

/** What the standard calibrates with: 1 kHz, but for the samples to fall on ever other places. */
const TONE_HZ = 997;

/** Sines one after the other. */
function sines(rateHz: number, ...parts: [dbfs: number, seconds: number][]): Float32Array {
  const total = parts.reduce((sum, [, seconds]) => sum + Math.round(seconds * rateHz), 0);
  const samples = new Float32Array(total);
  let at = 0;
  for (const [dbfs, seconds] of parts) {
    const end = at + Math.round(seconds * rateHz);
    samples.fill(10 ** (dbfs / 20), at, end);
    at = end;
  }
  return samples.map((amplitude, i) => amplitude * Math.sin(2 * Math.PI * TONE_HZ * i / rateHz));
}

function assertLoudness(samples: Float32Array, rateHz: number, wanted: number) {
  const loudness = integratedLoudness(samples, rateHz);
  assert.ok(Math.abs(loudness - wanted) < 0.1, `${loudness} LUFS, wanted ${wanted}`);
}

Deno.test("integratedLoudness() of a 997 Hz sine at full scale in one channel is -3.01 LUFS", () => {
  for (const rateHz of [16_000, 44_100, 48_000]) {
    const loudness = integratedLoudness(sines(rateHz, [0, 5]), rateHz);
    assert.ok(Math.abs(loudness + 3.01) < 0.05, `${loudness} LUFS at ${rateHz} Hz`);
  }
});

// EBU Tech 3341 plays the same in two channels, which is 3.01 LU more.
const ONE_CHANNEL_LU = -3.01;

Deno.test("integratedLoudness() passes EBU Tech 3341's cases 1 to 5", () => {
  const rateHz = 48_000;
  const check = (wanted: number, ...parts: [dbfs: number, seconds: number][]) =>
    assertLoudness(sines(rateHz, ...parts), rateHz, wanted + ONE_CHANNEL_LU);
  check(-23, [-23, 20]);
  check(-33, [-33, 20]);
  check(-23, [-36, 10], [-23, 60], [-36, 10]);
  check(-23, [-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]);
  check(-23, [-26, 20], [-20, 20.1], [-26, 20]);
});

Deno.test("integratedLoudness() takes less than a block of 0.4 s as one", () => {
  assertLoudness(sines(16_000, [0, 0.1]), 16_000, -3.01);
});

Deno.test("integratedLoudness() of silence and of nothing is -Infinity", () => {
  assert.equal(integratedLoudness(new Float32Array(16_000), 16_000), -Infinity);
  assert.equal(integratedLoudness(sines(16_000, [-80, 1]), 16_000), -Infinity);
  assert.equal(integratedLoudness(new Float32Array(), 16_000), -Infinity);
});
