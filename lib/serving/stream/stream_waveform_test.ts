import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { FRAME_HOP, FRAME_LENGTH, frameCount } from "../../audio/frames.ts";
import { whiteNoise } from "../../audio/white_noise.ts";
import { StreamWaveform } from "./stream_waveform.ts";

const noise = whiteNoise(300_000);

/** As `deepEqual()`, a hundred times as fast. */
function assertSame(actual: Float32Array, wanted: Float32Array): void {
  const [a, b] = [actual, wanted].map((array) => Buffer.from(array.slice().buffer));
  assert.ok(a && b && a.equals(b));
}

Deno.test("StreamWaveform gives each frame of the whole once, and its end as clip, whatever the parts", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300_000 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: FRAME_HOP, max: 200_000 }),
      (length, sizes, maxSamples) => {
        const whole = noise.subarray(0, length);
        const waveform = new StreamWaveform(maxSamples, () => {});
        const frames: { frame: number; samples: Float32Array }[] = [];
        for (let at = 0, turn = 0; at < length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          waveform.push(whole.subarray(at, at + size));
          at += size;
          for (let due = waveform.nextFrame(); due; due = waveform.nextFrame()) frames.push(due);
        }
        const last = waveform.lastFrame();
        if (last) frames.push(last);
        assert.equal(frames.length, frameCount(length));
        for (const [index, { frame, samples }] of frames.entries()) {
          const start = index * FRAME_HOP;
          assert.equal(frame, index);
          assertSame(samples, whole.subarray(start, start + FRAME_LENGTH));
        }
        const clip = waveform.clip();
        assert.equal(clip.start % FRAME_HOP, 0);
        assert.ok(length - clip.start <= maxSamples);
        assert.ok(length - clip.start > Math.min(length, maxSamples) - FRAME_HOP - 1);
        assertSame(clip.samples, whole.subarray(clip.start));
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("StreamWaveform takes no more memory however long the stream is", () => {
  let bytes = 0;
  const waveform = new StreamWaveform(160_000, (grown) => bytes += grown);
  const part = whiteNoise(16_000);
  for (let second = 0; second < 300; second++) {
    waveform.push(part);
    while (waveform.nextFrame());
  }
  assert.ok(bytes > 4 * 160_000 && bytes < 4 * 400_000, String(bytes));
});
