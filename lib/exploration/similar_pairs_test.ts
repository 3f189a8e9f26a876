import assert from "node:assert/strict";
import { Random } from "../dataset/random.ts";
import { makeSample } from "../dataset/test_samples.ts";
import { similarPairs } from "./similar_pairs.ts";

const SIZE = 32;

/** Clips in a few classes, and copies of some of them with a little noise. */
function clipsAndCopies(count: number, copied: readonly number[]) {
  const random = new Random(5);
  const noise = () => random.uniform() - 0.5;
  const centres = Array.from({ length: 4 }, () => Float32Array.from({ length: SIZE }, noise));
  const near = (vector: Float32Array, spread: number) =>
    vector.map((value) => value + spread * noise());
  const own = Array.from(
    { length: count },
    (_, i) => near(centres[i % 4] ?? new Float32Array(), 0.5),
  );
  const copies = copied.map((row) => near(own[row] ?? new Float32Array(), 0.02));
  const embeddings = [...own, ...copies];
  return { embeddings, clips: embeddings.map((_, i) => makeSample(`${i}`, ["dog"])) };
}

Deno.test("similarPairs() finds the copies, over blocks of clips, and nothing else", async () => {
  const copied = [3, 700, 1100];
  const { clips, embeddings } = clipsAndCopies(1200, copied);
  const pairs = await similarPairs(clips, embeddings);
  assert.deepEqual(
    pairs.map(({ rows }) => rows).sort(([a], [b]) => a - b),
    copied.map((row, i) => [row, 1200 + i]),
  );
  assert.ok(pairs.every(({ similarity }) => similarity > 0.98 && similarity <= 1.00001));
  assert.ok((pairs[0]?.similarity ?? 0) >= (pairs[2]?.similarity ?? 0));
});

Deno.test("similarPairs() passes over clips of one recording and copies to the sample", async () => {
  const { clips, embeddings } = clipsAndCopies(40, [3, 7]);
  const same = clips.map((clip, i) => {
    if (i === 40) return { ...clip, recording: "3" };
    return i === 41 ? { ...clip, sourceSha256: "7" } : clip;
  });
  assert.deepEqual(await similarPairs(same, embeddings), []);
});

Deno.test("similarPairs() of few clips finds those that are the same, and of none finds none", async () => {
  const { clips, embeddings } = clipsAndCopies(3, [1]);
  const pairs = await similarPairs(clips, embeddings);
  assert.deepEqual(pairs.map(({ rows }) => rows), [[1, 3]]);
  assert.deepEqual(await similarPairs([], []), []);
});
