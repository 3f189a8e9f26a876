import assert from "node:assert/strict";
import { describePrediction } from "./file_prediction.ts";

const info = { durationSeconds: 1.2, sampleRateHz: 44_100, channels: 2 };
const output = {
  info,
  probabilities: Float32Array.of(0.1, 0.7, 0.2),
  frames: 2,
  frameProbabilities: Float32Array.of(0.3, 0.6, 0.1, 0, 0.5, 0.5),
};

Deno.test("describePrediction() keeps the best classes of the file and of each frame", () => {
  assert.deepEqual(describePrediction("a.wav", output, ["dog", "rain", "2"], 2), {
    file: "a.wav",
    durationSeconds: 1.2,
    top: [{ label: "rain", score: 0.7 }, { label: "2", score: 0.2 }],
    frames: [
      { startMs: 0, endMs: 975, scores: { rain: 0.6, dog: 0.3 } },
      { startMs: 480, endMs: 1200, scores: { rain: 0.5, "2": 0.5 } },
    ],
  });
});

Deno.test("describePrediction() gives all classes where more are asked for than there are", () => {
  assert.equal(describePrediction("a.wav", output, ["dog", "rain", "sea"], 9).top.length, 3);
});
