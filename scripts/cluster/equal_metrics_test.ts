import assert from "node:assert/strict";
import { assertClose, assertEqualMetrics } from "./equal_metrics.ts";

Deno.test("assertEqualMetrics() passes over time and memory, and counts the rest", () => {
  const expected = { accuracy: 0.9, auc: NaN, elapsed_sec: 5 };
  const actual = { accuracy: 0.9 + 1e-7, auc: NaN, elapsed_sec: 9, "system/cpu": 12 };
  assert.equal(assertEqualMetrics(actual, expected), 2);
});

Deno.test("assertEqualMetrics() names a figure that differs or is missing", () => {
  assert.throws(() => assertEqualMetrics({ f1: 0.90001 }, { f1: 0.9 }), /f1: wanted 0\.9/);
  assert.throws(() => assertEqualMetrics({}, { f1: 0.9 }), /These metrics are missing[^]*f1/);
});

Deno.test("assertClose() takes no number for none, and none for a number", () => {
  assert.throws(() => assertClose(undefined, 1, "score"), /got undefined/);
  assert.throws(() => assertClose(NaN, 1, "score"), /got NaN/);
  assert.throws(() => assertClose(1, NaN, "score"), /wanted NaN/);
});
