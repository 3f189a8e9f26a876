import assert from "node:assert/strict";
import fc from "fast-check";
import type { ClipEmbedding } from "../backbone/backbone.ts";
import { poolFrames } from "./pool_frames.ts";

/** Frames of three values each. */
function clip(frames: number[][]): ClipEmbedding {
  const embeddings = Float32Array.from(frames.flat());
  return { frames: frames.length, embeddings, scores: new Float32Array(), durationSeconds: 1 };
}

Deno.test("poolFrames() takes the mean, the maximum, or both one after the other", () => {
  const embedding = clip([[1, -2, 0], [3, -4, 0]]);
  assert.deepEqual([...poolFrames(embedding, "mean")], [2, -3, 0]);
  assert.deepEqual([...poolFrames(embedding, "max")], [3, -2, 0]);
  assert.deepEqual([...poolFrames(embedding, "mean+max")], [2, -3, 0, 3, -2, 0]);
});

Deno.test("poolFrames() of one frame is that frame", () => {
  assert.deepEqual([...poolFrames(clip([[1, -2, 5]]), "mean")], [1, -2, 5]);
  assert.deepEqual([...poolFrames(clip([[1, -2, 5]]), "max")], [1, -2, 5]);
});

Deno.test("poolFrames() does not depend on the order of the frames", () => {
  const value = fc.integer({ min: -64, max: 64 }).map((eighths) => eighths / 8);
  const frames = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(frames, (frames) => {
    assert.deepEqual(
      poolFrames(clip(frames), "mean+max"),
      poolFrames(clip(frames.toReversed()), "mean+max"),
    );
  }));
});
