import assert from "node:assert/strict";
import { crossValidate } from "./cross_validate.ts";
import { chooseByNestedCrossValidation } from "./nested_cross_validation.ts";
import { makeSet } from "./test_sets.ts";

const set = makeSet({
  clips: { cat: 24, dog: 24 },
  distance: 1,
  clipsPerRecording: 2,
  foldOf: (recording) => 1 + recording % 3,
});
/** Its penalty holds all weights at zero: every class is as probable. */
const crushed = { l2: 1e9 };

Deno.test("chooseByNestedCrossValidation() takes the candidate that predicts best", async () => {
  const good = { l2: 1 };
  const { chosen, choices, predictions } = await chooseByNestedCrossValidation(set, [
    crushed,
    good,
  ]);
  assert.equal(chosen, good);
  assert.deepEqual(choices, [1, 2, 3].map((fold) => ({ fold, chosen: good })));
  assert.deepEqual(predictions, (await crossValidate(set, good)).predictions);
});

Deno.test("chooseByNestedCrossValidation() chooses for a fold without looking at it", async () => {
  const plain = { l2: 1 };
  // Fold 2's labels are swapped: seen, it would speak for the candidate that knows nothing.
  const swapped = {
    ...set,
    samples: set.samples.map((sample) => {
      const [label] = sample.labels;
      return sample.fold === 2 ? { ...sample, labels: [label === "cat" ? "dog" : "cat"] } : sample;
    }),
  };
  const { choices, chosen } = await chooseByNestedCrossValidation(swapped, [crushed, plain]);
  assert.equal(choices.find(({ fold }) => fold === 2)?.chosen, plain);
  assert.equal(chosen, crushed);
});

Deno.test("chooseByNestedCrossValidation() needs three folds", async () => {
  await assert.rejects(chooseByNestedCrossValidation(set, [crushed], { folds: 2 }), {
    name: "RangeError",
    message: /all clips are in fold 2/,
  });
});
