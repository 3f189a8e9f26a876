import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../training/test_close.ts";
import { occlusion, type RunWaveform } from "./occlusion.ts";

const RATE_HZ = 1000;

/** A model that hears energy: "loud" as much as there is of it in the clip's first second, else "soft". */
const hearsFirstSecond: RunWaveform = (waveform) => {
  const energy = waveform.subarray(0, RATE_HZ).reduce((sum, sample) => sum + sample ** 2, 0);
  const loud = Math.min(1, energy / RATE_HZ);
  return Promise.resolve([loud, 1 - loud]);
};

const ones = (samples: number) => new Float32Array(samples).fill(1);

Deno.test("occlusion() finds the part of the clip that the answer hangs on", async () => {
  const { classIndex, probability, windows } = await occlusion(ones(3000), hearsFirstSecond, {
    sampleRateHz: RATE_HZ,
  });
  assert.deepEqual([classIndex, probability], [0, 1]);
  assert.deepEqual(windows.map(({ startSeconds }) => startSeconds), [
    ...[0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5],
  ]);
  const drops = windows.map(({ drop }) => drop);
  assertClose(drops, [0.5, 0.5, 0.5, 0.25, 0, 0, 0, 0, 0, 0, 0], 0.02);
  for (const { probability, drop } of windows) assertClose([probability + drop], [1], 1e-12);
});

Deno.test("occlusion() of a part that speaks against the answer is below 0", async () => {
  const { classIndex, probability, windows } = await occlusion(
    ones(2000).map(() => 0.5),
    hearsFirstSecond,
    { sampleRateHz: RATE_HZ },
  );
  assert.deepEqual([classIndex, probability], [1, 0.75]);
  assertClose([windows[0]?.drop ?? NaN, windows.at(-1)?.drop ?? NaN], [-0.125, 0], 0.01);
});

Deno.test("occlusion() covers with silence that fades at its edges, and leaves the clip as it was", async () => {
  const clip = ones(1000);
  const heard: Float32Array[] = [];
  const run: RunWaveform = (waveform) => {
    heard.push(waveform);
    return Promise.resolve([1]);
  };
  await occlusion(clip, run, { sampleRateHz: RATE_HZ, windowSeconds: 0.2 });
  const second = heard[2] ?? clip; // after the whole clip and the first window: from 0.1 to 0.3 s
  assert.ok(second.every((sample, i) => i >= 100 && i < 300 || sample === 1));
  assert.ok(second.subarray(110, 290).every((sample) => sample < 1e-6));
  assert.ok(second.every((sample, i) => Math.abs(sample - (second[i - 1] ?? sample)) < 0.2));
  assert.deepEqual(clip, ones(1000));
});

Deno.test("occlusion() covers every sample, in windows inside of the clip", async () => {
  const lengths = fc.integer({ min: 1, max: 400 });
  await fc.assert(fc.asyncProperty(lengths, lengths, async (samples, window) => {
    const run: RunWaveform = () => Promise.resolve([0.5]);
    const { windows } = await occlusion(ones(samples), run, {
      sampleRateHz: 100,
      windowSeconds: window / 100,
    });
    let end = 0;
    for (const { startSeconds, endSeconds } of windows) {
      assert.ok(startSeconds <= end && startSeconds < endSeconds);
      end = endSeconds;
    }
    assert.equal(end, samples / 100);
  }));
});

Deno.test("occlusion() refuses an empty clip and a window that is none", async () => {
  const options = { sampleRateHz: RATE_HZ };
  await assert.rejects(occlusion(ones(0), hearsFirstSecond, options), /without samples/);
  for (const windowSeconds of [0, -1, NaN, Infinity]) {
    await assert.rejects(
      occlusion(ones(9), hearsFirstSecond, { ...options, windowSeconds }),
      /seconds each: wanted a number above 0/,
    );
  }
});
