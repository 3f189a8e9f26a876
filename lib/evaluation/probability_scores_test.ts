import assert from "node:assert/strict";
import { assertClose } from "../training/test_close.ts";
import { brierScore, logLoss } from "./probability_scores.ts";

Deno.test("logLoss() is the mean negative logarithm of the truth's probability", () => {
  assertClose([logLoss([0.5, 0.25])], [1.5 * Math.LN2], 1e-15);
  assert.equal(logLoss([1, 1]), 0);
});

Deno.test("logLoss() stays finite where the truth was called impossible", () => {
  assertClose([logLoss([0])], [36.04], 0.01);
});

Deno.test("brierScore() is the squared distance, summed over classes", () => {
  assertClose([brierScore([[0.7, 0.2, 0.1]], [[0]])], [0.09 + 0.04 + 0.01], 1e-15);
  assert.equal(brierScore([[0, 1]], [[0]]), 2);
  assert.equal(brierScore([[1], [0]], [[0], []]), 0);
});
