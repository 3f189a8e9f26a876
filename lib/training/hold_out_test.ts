import assert from "node:assert/strict";
import fc from "fast-check";
import { Random } from "../dataset/random.ts";
import { holdOut } from "./hold_out.ts";
import { makeSet } from "./test_sets.ts";

Deno.test("holdOut() keeps recordings whole and leaves every label to train on", () => {
  const shape = fc.record({
    cat: fc.integer({ min: 8, max: 40 }),
    dog: fc.integer({ min: 8, max: 40 }),
    clipsPerRecording: fc.integer({ min: 1, max: 4 }),
    seed: fc.nat(),
  });
  fc.assert(fc.property(shape, ({ cat, dog, clipsPerRecording, seed }) => {
    const { samples } = makeSet({ clips: { cat, dog }, clipsPerRecording });
    const { training, validation } = holdOut(samples, 0.3, new Random(seed));
    const namesOf = (rows: number[], key: "recording" | "labels") =>
      new Set(rows.map((row) => String(samples[row]?.[key])));
    assert.ok(namesOf(training, "recording").isDisjointFrom(namesOf(validation, "recording")));
    assert.deepEqual(namesOf(training, "labels"), new Set(["cat", "dog"]));
    assert.deepEqual([...training, ...validation].sort((a, b) => a - b), [...samples.keys()]);
  }));
});

Deno.test("holdOut() does not take a label's only recording, however much may be held out", () => {
  const { samples } = makeSet({ clips: { cat: 4, dog: 12 }, clipsPerRecording: 4 });
  const { validation } = holdOut(samples, 0.5, new Random(1));
  assert.ok(validation.length > 0);
  assert.ok(validation.every((row) => samples[row]?.labels[0] === "dog"));
});

Deno.test("holdOut() takes the fraction of each label", () => {
  const { samples } = makeSet({ clips: { cat: 40, dog: 20 }, clipsPerRecording: 2 });
  const { validation } = holdOut(samples, 0.2, new Random(1));
  const labels = validation.flatMap((row) => samples[row]?.labels ?? []);
  assert.equal(labels.filter((label) => label === "cat").length, 8);
  assert.equal(labels.filter((label) => label === "dog").length, 4);
});

Deno.test("holdOut() refuses where each label has one recording only", () => {
  const { samples } = makeSet({ clips: { cat: 9, dog: 9 }, clipsPerRecording: 9 });
  assert.throws(() => holdOut(samples, 0.15, new Random(1)), {
    name: "RangeError",
    message:
      "Cannot hold out 0.15 of 18 clips to tell when to stop: each label has too few recordings. Add some, train the logistic head, or set the validation fraction to 0",
  });
});
