import assert from "node:assert/strict";
import { measureLevels } from "./levels.ts";

const MAX_16 = 0x7fff / 0x8000;

Deno.test("measureLevels() gives peak and RMS over all channels", () => {
  const sine = Float32Array.from({ length: 1_000 }, (_, i) => 0.5 * Math.sin(i * Math.PI / 50));
  const { peak, rms, clipped } = measureLevels([sine, sine], "PCM_16");
  assert.ok(Math.abs(peak - 0.5) < 1e-6);
  assert.ok(Math.abs(rms - 0.5 / Math.SQRT2) < 1e-6);
  assert.equal(clipped, 0);
  assert.deepEqual(measureLevels([Float32Array.of(0, 0), Float32Array.of(2, 0)], "FLOAT"), {
    peak: 2,
    rms: 1,
    clipped: 0,
  });
});

Deno.test("measureLevels() counts runs of at least 3 samples at full scale as clipped", () => {
  const fraction = (...samples: number[]) =>
    measureLevels([Float32Array.from(samples)], "PCM_16").clipped;
  assert.equal(fraction(0, MAX_16, MAX_16, 0), 0);
  assert.equal(fraction(MAX_16, MAX_16, MAX_16, 0), 0.75);
  assert.equal(fraction(0, -1, -1, -1, -1), 0.8);
  assert.equal(fraction(1, 1, 0, 1, 1), 0);
});

Deno.test("measureLevels() does not join the end of a channel to the next one's start", () => {
  const { clipped } = measureLevels([Float32Array.of(0, 1, 1), Float32Array.of(1, 0, 0)], "FLOAT");
  assert.equal(clipped, 0);
});

Deno.test("measureLevels() takes the highest sample of an encoding as its full scale", () => {
  const run = Float32Array.of(127, 127, 127, 0).map((x) => x / 128);
  assert.equal(measureLevels([run], "PCM_U8").clipped, 0.75);
  assert.equal(measureLevels([run], "PCM_16").clipped, 0);
});
