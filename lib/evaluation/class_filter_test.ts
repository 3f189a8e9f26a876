import assert from "node:assert/strict";
import { evaluateClassFilter } from "./class_filter.ts";

const NAMES = ["Speech", "Dog", "Canidae, dogs, wolves", "Rain"];

const CLIPS = [
  { id: "hit", labels: ["dog"], scores: [0.1, 0.8, 0.2, 0] },
  { id: "second", labels: ["Dog bark"], scores: [0.9, 0.3, 0.8, 0] },
  { id: "miss", labels: ["dog"], scores: [0.9, 0.1, 0.2, 0.8] },
  { id: "rest", labels: ["rain"], scores: [0.1, 0, 0, 0.9] },
];

Deno.test("evaluateClassFilter() calls a clip a hit if such a name is among its best N", () => {
  const counts = (topN: number) => {
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = evaluateClassFilter(
      CLIPS,
      NAMES,
      { classFilter: ["dog"], topN },
    );
    return [truePositives, falsePositives, falseNegatives, trueNegatives];
  };
  assert.deepEqual(counts(1), [1, 0, 2, 1]);
  assert.deepEqual(
    counts(2),
    [2, 0, 1, 1],
    "the second best is looked at, and its name need only contain the word",
  );
  assert.deepEqual(counts(4), [3, 1, 0, 0], "everything is a hit where all classes are looked at");
});

Deno.test("evaluateClassFilter() takes several words in any case", () => {
  const { truePositives, falsePositives } = evaluateClassFilter(CLIPS, NAMES, {
    classFilter: [" DOG ", "Rain", ""],
    topN: 1,
  });
  assert.deepEqual([truePositives, falsePositives], [2, 0]);
});

Deno.test("evaluateClassFilter() refuses a word that no class has, a bad N and bad scores", () => {
  const options = { classFilter: ["dog"], topN: 1 };
  assert.throws(
    () => evaluateClassFilter(CLIPS, NAMES, { ...options, classFilter: ["dgo"] }),
    /Cannot filter by "dgo": none of the 4 classes/,
  );
  assert.throws(
    () => evaluateClassFilter(CLIPS, NAMES, { ...options, classFilter: [""] }),
    /none of the 4 classes/,
  );
  assert.throws(
    () => evaluateClassFilter(CLIPS, NAMES, { ...options, topN: 0 }),
    /best 0 classes: wanted a whole number ≥ 1/,
  );
  assert.throws(() => evaluateClassFilter([], NAMES, options), /at least 1/);
  assert.throws(
    () => evaluateClassFilter([{ id: "x.wav", labels: [], scores: [1] }], NAMES, options),
    /clip x\.wav: wanted 4 scores, one a class, got 1/,
  );
  assert.throws(
    () =>
      evaluateClassFilter([{ id: "x.wav", labels: [], scores: [1, NaN, 0, 0] }], NAMES, options),
    /with NaN among them/,
  );
});
