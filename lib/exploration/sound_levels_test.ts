import assert from "node:assert/strict";
import fc from "fast-check";
import { soundLevels } from "./sound_levels.ts";

const RATE_HZ = 16_000;

/** A tone of half of full scale for some seconds, then digital silence. */
function padded(toneSeconds: number, silenceSeconds: number): Float32Array {
  const waveform = new Float32Array((toneSeconds + silenceSeconds) * RATE_HZ);
  for (let i = 0; i < toneSeconds * RATE_HZ; i++) {
    waveform[i] = 0.5 * Math.sin(2 * Math.PI * 1000 * i / RATE_HZ);
  }
  return waveform;
}

const near = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) < 0.01, `wanted ${wanted}, got ${found}`);

Deno.test("soundLevels() of a sine at half of full scale: peak -6.02, mean square 3.01 dB below", () => {
  const levels = soundLevels(padded(1, 0), RATE_HZ);
  near(levels.peakDbfs, -6.02);
  near(levels.rmsDbfs, -9.03);
  assert.equal(levels.soundingSeconds, 1);
});

Deno.test("soundLevels() does not count silence as sounding, and gives it a level", () => {
  near(soundLevels(padded(1, 3), RATE_HZ).soundingSeconds, 1);
  const silence = { peakDbfs: -100, rmsDbfs: -100, soundingSeconds: 0 };
  assert.deepEqual(soundLevels(new Float32Array(RATE_HZ), RATE_HZ), silence);
  assert.deepEqual(soundLevels(new Float32Array(0), RATE_HZ), silence);
});

Deno.test("soundLevels() never finds more than the clip holds", () => {
  fc.assert(fc.property(fc.float32Array({ min: -1, max: 1, noNaN: true }), (waveform) => {
    const { peakDbfs, rmsDbfs, soundingSeconds } = soundLevels(waveform, RATE_HZ);
    assert.ok(rmsDbfs <= peakDbfs + 1e-6 && peakDbfs <= 0);
    assert.ok(soundingSeconds >= 0 && soundingSeconds <= waveform.length / RATE_HZ);
  }));
});
