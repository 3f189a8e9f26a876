import assert from "node:assert/strict";
import { canTrain } from "./check_training.ts";
import { makeSet } from "./test_sets.ts";

Deno.test("canTrain() is false for a perceptron that can hold nothing out of so few clips", () => {
  const few = makeSet({ clips: { dog: 4, owl: 4 } });
  assert.equal(canTrain(few, { kind: "logistic" }, 2), true);
  assert.equal(canTrain(few, { kind: "mlp" }, 2), false);
  assert.equal(canTrain(makeSet({ clips: { dog: 20, owl: 20 } }), { kind: "mlp" }, 2), true);
});
