import assert from "node:assert/strict";
import { assertClose } from "./test_close.ts";
import { uniformWeights } from "./class_weights.ts";
import { lossOf } from "./loss.ts";

const lossAt = (activation: "softmax" | "sigmoid", logits: number[], targets: number[]) => {
  const deltas = new Float64Array(logits.length);
  const score = lossOf(
    activation,
    Float64Array.from(logits),
    Uint8Array.from(targets),
    uniformWeights(logits.length),
    deltas,
  );
  return { ...score, deltas };
};

Deno.test("lossOf() softmax is minus the log of the label's probability", () => {
  const { loss, correct, deltas } = lossAt("softmax", [Math.log(1), Math.log(3)], [0, 1]);
  assertClose([loss], [-Math.log(0.75)], 1e-12);
  assertClose(deltas, [0.25, -0.25], 1e-12);
  assert.equal(correct, 1);
});

Deno.test("lossOf() sigmoid sums over the classes and says which part of them is right", () => {
  const { loss, correct, deltas } = lossAt("sigmoid", [Math.log(3), Math.log(3)], [1, 0]);
  assertClose([loss], [-Math.log(0.75) - Math.log(0.25)], 1e-12);
  assertClose(deltas, [-0.25, 0.75], 1e-12);
  assert.equal(correct, 0.5);
});

Deno.test("lossOf() stays finite at logits whose exponentials are not", () => {
  assertClose([lossAt("softmax", [2000, 0, -2000], [0, 0, 1]).loss], [4000], 1e-9);
  assertClose([lossAt("sigmoid", [2000, -2000], [0, 1]).loss], [4000], 1e-9);
});

Deno.test("lossOf() sigmoid takes a class for present from a probability of 0.5, as evaluation does", () => {
  assert.equal(lossAt("sigmoid", [0, 0], [1, 1]).correct, 1);
  assert.equal(lossAt("sigmoid", [0, 0], [0, 0]).correct, 0);
});

Deno.test("lossOf() counts a tie as wrong unless the label comes first", () => {
  assert.equal(lossAt("softmax", [0, 0], [0, 1]).correct, 0);
  assert.equal(lossAt("softmax", [0, 0], [1, 0]).correct, 1);
});
