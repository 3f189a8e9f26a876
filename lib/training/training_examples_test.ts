import assert from "node:assert/strict";
import { makeSample } from "../dataset/test_samples.ts";
import { makeSet } from "./test_sets.ts";
import { chooseActivation, trainingExamples } from "./training_examples.ts";
import { oneClassAgainstRest, type TrainingSet } from "./training_set.ts";

const set = makeSet({ clips: { cat: 3, dog: 3, owl: 3 } });
const labelled = (labels: string[], ...own: string[][]): TrainingSet => ({
  labels,
  samples: own.map((labels, i) => makeSample(`clip-${i}`, labels)),
  pooled: own.map(() => Float32Array.of(1, 2, 3, 4)),
});

Deno.test("trainingExamples() takes the half that the pooling is about", () => {
  const two = labelled(["cat", "dog"], ["dog"], ["cat"]);
  const first = (pooling: "mean" | "max" | "mean+max") => trainingExamples(two, pooling)[0];
  assert.deepEqual(first("mean")?.features, Float32Array.of(1, 2));
  assert.deepEqual(first("max")?.features, Float32Array.of(3, 4));
  assert.deepEqual(first("mean+max")?.features, Float32Array.of(1, 2, 3, 4));
  assert.deepEqual(first("mean")?.targets, Uint8Array.of(0, 1));
});

Deno.test("trainingExamples() refuses embeddings that are no numbers, naming the clip", () => {
  for (const value of [NaN, Infinity]) {
    const pooled = set.pooled.map((vector, i) => i === 4 ? vector.with(2, value) : vector);
    assert.throws(() => trainingExamples({ ...set, pooled }, "mean"), {
      name: "TypeError",
      message: 'Cannot train on clip "dog-1": its embedding holds a value that is no finite number',
    });
  }
  const pooled = set.pooled.with(4, new Float32Array(2));
  assert.throws(
    () => trainingExamples({ ...set, pooled }, "mean"),
    /"dog-1": wanted.* 12 values, got 2/,
  );
});

Deno.test("trainingExamples() refuses data of a single class, and labels that no clip has", () => {
  assert.throws(() => trainingExamples(labelled(["dog"], ["dog"], ["dog"]), "mean"), {
    name: "RangeError",
    message:
      'Cannot tell "dog" from anything else: all 2 clips have that label. Add clips of other classes',
  });
  assert.throws(() => trainingExamples(labelled(["cat", "dog"], ["dog"], []), "mean"), {
    message: 'Cannot learn "cat": no clip has that label',
  });
  assert.throws(() => trainingExamples(labelled(["dog"]), "mean"), /has no clips/);
  assert.throws(() => trainingExamples(labelled(["dog"], ["dgo"]), "mean"), /"dgo" is none of/);
});

Deno.test("chooseActivation() is softmax for one of several labels a clip, else sigmoid", () => {
  assert.equal(chooseActivation(set, undefined), "softmax");
  assert.equal(chooseActivation(set, "sigmoid"), "sigmoid");
  assert.equal(chooseActivation(labelled(["a", "b"], ["a", "b"], ["a"]), undefined), "sigmoid");
  assert.equal(chooseActivation(labelled(["a", "b"], [], ["a"]), undefined), "sigmoid");
  assert.throws(() => chooseActivation(labelled(["a", "b"], ["a"], []), "softmax"), {
    name: "RangeError",
    message:
      'Cannot train with softmax: clip "clip-1" has 0 labels, wanted exactly one. Use sigmoid',
  });
});

Deno.test("oneClassAgainstRest() makes all other clips negatives", () => {
  const dogs = { ...set, ...oneClassAgainstRest(set, "dog") };
  assert.deepEqual(dogs.labels, ["dog"]);
  assert.equal(chooseActivation(dogs, undefined), "sigmoid");
  const targets = trainingExamples(dogs, "mean").map((example) => [...example.targets]);
  assert.deepEqual(targets.flat(), [0, 0, 0, 1, 1, 1, 0, 0, 0]);
  assert.throws(() => oneClassAgainstRest(set, "dogs"), {
    name: "RangeError",
    message: 'Cannot set "dogs" against the rest: wanted one of cat, dog, owl',
  });
});
