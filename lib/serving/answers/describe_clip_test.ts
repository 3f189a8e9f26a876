import assert from "node:assert/strict";
import { describeClip } from "./describe_clip.ts";

const OUTPUT = {
  info: { durationSeconds: 1.2, sampleRateHz: 44_100, channels: 2 },
  probabilities: Float32Array.of(0.1, 0.7, 0.2),
  frames: 2,
  frameProbabilities: Float32Array.of(0.3, 0.6, 0.1, 0, 0.5, 0.5),
};
const SHOWN = {
  labels: ["dog", "rain", "sea"],
  columns: [0, 1, 2],
  topN: 5,
  threshold: 0,
  frames: false,
};

Deno.test("describeClip() says what was done to the audio", () => {
  const { audio, hopMs, frames, file } = describeClip(OUTPUT, "a.wav", SHOWN);
  assert.deepEqual(audio, {
    durationSeconds: 1.2,
    sampleRateHz: 44_100,
    channels: 2,
    modelSampleRateHz: 16_000,
    mixedDown: true,
    resampler: "windowed sinc (Kaiser), linear phase, no delay",
  });
  assert.deepEqual([hopMs, frames, file], [480, undefined, "a.wav"]);
});

Deno.test("describeClip() keeps the chosen classes, the best of them, from the threshold on", () => {
  const top = (change: Partial<typeof SHOWN>) =>
    describeClip(OUTPUT, null, { ...SHOWN, ...change }).top.map(({ label }) => label);
  assert.deepEqual(top({}), ["rain", "sea", "dog"]);
  assert.deepEqual(top({ topN: 1 }), ["rain"]);
  assert.deepEqual(top({ columns: [0, 2] }), ["sea", "dog"]);
  assert.deepEqual(top({ threshold: 0.15 }), ["rain", "sea"]);
  assert.deepEqual(top({ threshold: 1 }), []);
});

Deno.test("describeClip() gives each frame its times, and the chosen classes", () => {
  const { frames } = describeClip(OUTPUT, null, { ...SHOWN, columns: [0, 1], frames: true });
  assert.deepEqual(frames, [
    { startMs: 0, endMs: 975, scores: { rain: 0.6, dog: 0.3 } },
    { startMs: 480, endMs: 1200, scores: { rain: 0.5, dog: 0 } },
  ]);
});
