import assert from "node:assert/strict";
import fc from "fast-check";
import type { Sample } from "../dataset.ts";
import { makeSample, samplesOf } from "../test_samples.ts";
import { groupedFolds } from "./grouped_folds.ts";

/** Any mix of labels and recordings. */
const someSamples = fc.array(
  fc.record({
    label: fc.constantFrom("a", "b", "c", ""),
    recording: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 40, maxLength: 80 },
).map((clips) =>
  clips.map(({ label, recording }, i) =>
    makeSample(`clip-${i}`, label === "" ? [] : [label], `recording-${recording}`)
  )
);

const recordingsOf = (samples: readonly Sample[]) =>
  new Set(samples.map(({ recording }) => recording)).size;

Deno.test("groupedFolds() keeps recordings whole, fills every fold and repeats from its seed", () => {
  fc.assert(
    fc.property(someSamples, fc.integer({ min: 2, max: 5 }), fc.nat(), (samples, k, seed) => {
      fc.pre(recordingsOf(samples) >= k);
      const folds = groupedFolds(samples, k, seed);
      const foldOf = new Map(samples.map(({ recording }, i) => [recording, folds[i]]));
      samples.forEach(({ recording }, i) => assert.equal(folds[i], foldOf.get(recording)));
      assert.deepEqual([...new Set(folds)].sort(), Array.from({ length: k }, (_, i) => i + 1));
      assert.deepEqual(groupedFolds(samples, k, seed), folds);
    }),
  );
});

Deno.test("groupedFolds() gives each fold as many clips of each class", () => {
  const samples = samplesOf({ cat: 40, dog: 20, owl: 10 }, 2);
  const folds = groupedFolds(samples, 5, 1);
  for (let fold = 1; fold <= 5; fold++) {
    const labels = samples.filter((_, i) => folds[i] === fold).flatMap((sample) => sample.labels);
    const count = (label: string) => labels.filter((own) => own === label).length;
    assert.deepEqual([count("cat"), count("dog"), count("owl")], [8, 4, 2]);
  }
});

Deno.test("groupedFolds() deals the largest recordings first, so that small ones can even them out", () => {
  const sizes = {
    long: 6,
    ...Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((n) => [n, 1])),
  };
  const samples = Object.entries(sizes).flatMap(([recording, clips]) =>
    Array.from(
      { length: clips },
      (_, clip) => makeSample(`${recording}-${clip}`, ["dog"], recording),
    )
  );
  for (let seed = 1; seed <= 10; seed++) {
    const folds = groupedFolds(samples, 2, seed);
    assert.equal(folds.filter((fold) => fold === 1).length, 6);
  }
});

Deno.test("groupedFolds() of another seed are other folds", () => {
  const samples = samplesOf({ cat: 20, dog: 20 });
  assert.notDeepEqual(groupedFolds(samples, 5, 1), groupedFolds(samples, 5, 2));
});

Deno.test("groupedFolds() refuses more folds than recordings", () => {
  const samples = samplesOf({ cat: 8, dog: 8 }, 8);
  assert.throws(() => groupedFolds(samples, 5, 1), {
    name: "RangeError",
    message: "Cannot make 5 folds of 2 recordings: wanted --folds from 2 to 2",
  });
  assert.throws(() => groupedFolds(samples, 1, 1), /Cannot make 1 folds/);
  assert.throws(() => groupedFolds(samples.slice(0, 8), 2, 1), {
    message: "Cannot make 2 folds of 1 recordings: wanted at least 2 recordings",
  });
});
