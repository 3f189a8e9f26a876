import assert from "node:assert/strict";
import { assertClose } from "../training/test_close.ts";
import { precisionRecallCurve } from "./precision_recall_curve.ts";

Deno.test("precisionRecallCurve() of four clips, as in scikit-learn's guide, has average precision 0.83", () => {
  const curve = precisionRecallCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
  assert.ok(curve);
  assert.deepEqual(curve.recall, [0.5, 1]);
  assertClose(curve.precision, [1, 2 / 3], 1e-15);
  assert.deepEqual(curve.threshold, [0.8, 0.35]);
  assertClose([curve.averagePrecision], [0.8333333333333333], 1e-12);
});

Deno.test("precisionRecallCurve() takes clips of equal score together, whatever their order", () => {
  const scores = [0.5, 0.5, 0.5, 0.2];
  const one = precisionRecallCurve(scores, [true, false, false, true]);
  const other = precisionRecallCurve(scores, [false, false, true, true]);
  assert.deepEqual(one, other);
  assertClose([one?.averagePrecision ?? NaN], [0.5 * (1 / 3) + 0.5 * (2 / 4)], 1e-15);
});

Deno.test("precisionRecallCurve() is null where no clip is positive, and 1 where all are", () => {
  assert.equal(precisionRecallCurve([0.1, 0.9], [false, false]), null);
  assert.equal(precisionRecallCurve([0.1, 0.9], [true, true])?.averagePrecision, 1);
});
