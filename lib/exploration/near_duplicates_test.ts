import assert from "node:assert/strict";
import fc from "fast-check";
import { vectors } from "./exploration_test_data.ts";
import { nearDuplicates } from "./near_duplicates.ts";

const at = (degrees: number) =>
  Float64Array.of(Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180));

const clip = (name: string, fold?: number) => ({ recording: name, fold, sourceSha256: name });

Deno.test("nearDuplicates() finds the most alike that stand in different folds", () => {
  const clips = [clip("a", 1), clip("b", 1), clip("c", 2), clip("d", 2)];
  const pairs = nearDuplicates(clips, [0, 1, 50, 20].map(at), 2);
  assert.deepEqual(pairs.map(({ rows }) => rows), [[1, 3], [0, 3]]);
  assert.ok(Math.abs((pairs[0]?.similarity ?? 0) - Math.cos(19 * Math.PI / 180)) < 1e-12);
});

Deno.test("nearDuplicates() looks across recordings where there are no folds", () => {
  const clips = [clip("a"), clip("a"), clip("b")];
  assert.deepEqual(nearDuplicates(clips, [0, 0, 90].map(at)).map(({ rows }) => rows), [
    [0, 2],
    [1, 2],
  ]);
});

Deno.test("nearDuplicates() tells a copy of the audio from what only sounds alike", () => {
  const clips = [clip("a", 1), { ...clip("b", 2), sourceSha256: "a" }, clip("c", 2)];
  const pairs = nearDuplicates(clips, [0, 0, 0].map(at));
  assert.deepEqual(pairs.map(({ isSameAudio }) => isSameAudio), [true, false]);
  assert.deepEqual(nearDuplicates([], []), []);
});

Deno.test("nearDuplicates() gives the best of all pairs, however few are asked for", () => {
  fc.assert(fc.property(vectors({ minClips: 1, size: 2 }), fc.nat(9), (directions, count) => {
    const clips = directions.map((_, i) => clip(`${i}`, i % 3));
    const all = nearDuplicates(clips, directions, Infinity);
    assert.deepEqual(nearDuplicates(clips, directions, count), all.slice(0, count));
    assert.ok(
      all.every(({ similarity }, i) => i === 0 || similarity <= (all[i - 1]?.similarity ?? 0)),
    );
  }));
});
