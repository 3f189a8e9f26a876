import assert from "node:assert/strict";
import { chooseClassThreshold } from "./choose_class_threshold.ts";
import type { ModelEvaluation } from "./evaluate_model.ts";

const COSTS = { costOfMiss: 1, costOfFalseAlarm: 1 };

const CLIPS = [
  { id: "a", labels: ["dog"], probabilities: [0.75, 0.25], seen: false },
  { id: "b", labels: ["rain"], probabilities: [0.25, 0.75], seen: false },
  { id: "c", labels: ["dog"], probabilities: [0.125, 0.875], seen: true },
];

function evaluationOf(clips: typeof CLIPS): ModelEvaluation {
  return {
    title: "",
    labels: ["dog", "rain"],
    predictions: clips,
    clips: clips.map(({ id, seen }) => ({ id, seen, correct: true })),
    unseen: undefined,
    seen: undefined,
  };
}

Deno.test("chooseClassThreshold() chooses for one class, on the clips that are new to the model", () => {
  const { best, curve } = chooseClassThreshold(evaluationOf(CLIPS), "dog", COSTS);
  assert.deepEqual(best, { threshold: 0.5, misses: 0, falseAlarms: 0, cost: 0 });
  assert.equal(curve.length, 3);
});

Deno.test("chooseClassThreshold() takes seen clips where there are no others", () => {
  const seen = CLIPS.map((clip) => ({ ...clip, seen: true }));
  assert.equal(chooseClassThreshold(evaluationOf(seen), "dog", COSTS).curve.length, 4);
});

Deno.test("chooseClassThreshold() takes a probability that was rounded past 1 for 1", () => {
  const sure = [{ id: "a", labels: ["dog"], probabilities: [1 + 2 ** -23, 0], seen: false }];
  assert.equal(chooseClassThreshold(evaluationOf(sure), "dog", COSTS).curve[1]?.threshold, 1);
});

Deno.test("chooseClassThreshold() refuses a label that is no class", () => {
  assert.throws(
    () => chooseClassThreshold(evaluationOf(CLIPS), "cat", COSTS),
    /Cannot set "cat" against the rest: wanted one of dog, rain/,
  );
});
