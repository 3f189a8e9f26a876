import assert from "node:assert/strict";
import fc from "fast-check";
import { FRAME_HOP, FRAME_LENGTH, frameCount, frameTimes } from "./frames.ts";

/** Upstream's way: pad to whole hops, then count STFT windows (400 every 160) and patches of them (96 every 48). */
function countedByPadding(samples: number): number {
  let padded = Math.max(samples, FRAME_LENGTH);
  while ((padded - FRAME_LENGTH) % FRAME_HOP !== 0) padded++;
  const windows = 1 + Math.floor((padded - 400) / 160);
  return 1 + Math.floor((windows - 96) / 48);
}

Deno.test("frameCount() is what padding, the STFT and framing give", () => {
  fc.assert(fc.property(fc.nat(500_000), (samples) => {
    assert.equal(frameCount(samples), countedByPadding(samples));
  }));
});

Deno.test("frameCount() adds a frame with the first sample behind the last", () => {
  const counts = [0, 1, 15_600, 15_601, 23_280, 23_281, 80_000].map(frameCount);
  assert.deepEqual(counts, [1, 1, 1, 2, 2, 3, 10]);
});

Deno.test("frameTimes() are 0.975 s long every 0.48 s, and end with the clip", () => {
  assert.deepEqual(frameTimes(0, 5), { startMs: 0, endMs: 975 });
  assert.deepEqual(frameTimes(2, 5), { startMs: 960, endMs: 1_935 });
  assert.deepEqual(frameTimes(9, 5), { startMs: 4_320, endMs: 5_000 });
});
