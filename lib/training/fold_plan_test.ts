import assert from "node:assert/strict";
import { planFolds } from "./fold_plan.ts";
import { makeSample } from "../dataset/test_samples.ts";
import { makeSet } from "./test_sets.ts";

Deno.test("planFolds() takes the dataset's folds as they are", () => {
  const { samples } = makeSet({
    clips: { cat: 6, dog: 6 },
    foldOf: (recording) => 3 + recording % 2,
  });
  assert.deepEqual(planFolds(samples, undefined, 1), samples.map(({ fold }) => fold));
});

Deno.test("planFolds() makes five folds where the dataset has none, and as many as it is told", () => {
  const { samples } = makeSet({ clips: { cat: 10, dog: 10 } });
  assert.equal(new Set(planFolds(samples, undefined, 1)).size, 5);
  assert.equal(new Set(planFolds(samples, 3, 1)).size, 3);
});

Deno.test("planFolds() makes fewer folds of fewer recordings, unless it is told how many", () => {
  const { samples } = makeSet({ clips: { cat: 4, dog: 4 }, clipsPerRecording: 2 });
  assert.equal(new Set(planFolds(samples, undefined, 1)).size, 4);
  assert.throws(() => planFolds(samples, 5, 1), {
    name: "RangeError",
    message: "Cannot make 5 folds of 4 recordings: wanted --folds from 2 to 4",
  });
  assert.throws(() => planFolds(samples.slice(0, 2), undefined, 1), {
    message: "Cannot make 2 folds of 1 recordings: wanted at least 2 recordings",
  });
});

Deno.test("planFolds() refuses folds that split a recording, and makes others when told", () => {
  const samples = [
    makeSample("a", ["dog"], "park", 1),
    makeSample("b", ["dog"], "park", 2),
    makeSample("c", ["cat"], "yard", 2),
  ];
  assert.throws(() => planFolds(samples, undefined, 1), {
    name: "RangeError",
    message:
      `Cannot use the dataset's folds: recording "park" has clips in folds 1 and 2, so that a head would be tested on what it was trained on. Correct the dataset, or say with --folds how many to make of its recordings`,
  });
  const [first, second] = planFolds(samples, 2, 1);
  assert.equal(first, second);
});

Deno.test("planFolds() refuses folds that hold copies of one clip under two names", () => {
  const samples = [makeSample("a", ["dog"], "a", 1), makeSample("b", ["cat"], "b", 2)];
  const copies = samples.map((sample) => ({ ...sample, sourceSha256: "the same" }));
  assert.throws(
    () => planFolds(copies, undefined, 1),
    /recording "a" with the same audio as "b" has clips in folds 1 and 2/,
  );
});

Deno.test("planFolds() refuses folds that some clips lack, and a single fold", () => {
  const some = [makeSample("a", ["dog"], "a", 1), makeSample("b", ["cat"])];
  assert.throws(() => planFolds(some, undefined, 1), /1 clips have none, such as "b"/);
  const single = [makeSample("a", ["dog"], "a", 1), makeSample("b", ["cat"], "b", 1)];
  assert.throws(() => planFolds(single, undefined, 1), /all clips are in fold 1/);
});
