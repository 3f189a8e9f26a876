import assert from "node:assert/strict";
import { assertClose } from "../training/test_close.ts";
import { binaryMetrics, f1Interval } from "./binary_metrics.ts";
import { wilsonInterval } from "./wilson.ts";

Deno.test("binaryMetrics() counts a small example worked by hand", () => {
  const truth = [true, true, true, false, false, false, false, false];
  const predicted = [true, true, false, true, false, false, false, false];
  const metrics = binaryMetrics(truth, predicted);
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = metrics;
  assert.deepEqual([truePositives, falsePositives, falseNegatives, trueNegatives], [2, 1, 1, 4]);
  assert.equal(metrics.accuracy, 6 / 8);
  assert.equal(metrics.precision, 2 / 3);
  assert.equal(metrics.recall, 2 / 3);
  assert.equal(metrics.f1, 2 / 3);
  assert.deepEqual(metrics.accuracyInterval, wilsonInterval(6, 8));
});

Deno.test("binaryMetrics() says null, not 0 or NaN, where a figure is undefined", () => {
  const nothing = binaryMetrics([false, false], [false, false]);
  assert.deepEqual([nothing.precision, nothing.recall, nothing.f1, nothing.f1Interval], [
    null,
    null,
    null,
    null,
  ]);
  const missed = binaryMetrics([true], [false]);
  assert.deepEqual([missed.precision, missed.recall, missed.f1], [null, 0, 0]);
  const alarm = binaryMetrics([false], [true]);
  assert.deepEqual([alarm.precision, alarm.recall, alarm.f1], [0, null, 0]);
});

Deno.test("f1Interval() is Wilson's for the Jaccard index, carried over", () => {
  const jaccard = wilsonInterval(30, 34);
  const interval = f1Interval(30, 3, 1);
  assert.ok(jaccard && interval);
  // 2 J / (1 + J) at J = 30/34 is F1 = 60/64.
  assert.ok(interval.low < 60 / 64 && 60 / 64 < interval.high);
  assertClose([interval.low / (2 - interval.low), interval.high / (2 - interval.high)], [
    jaccard.low,
    jaccard.high,
  ], 1e-12);
});

Deno.test("f1Interval() keeps a width where every decision was right", () => {
  const interval = f1Interval(32, 0, 0);
  assert.ok(interval && interval.high === 1 && interval.low > 0.9 && interval.low < 0.96);
});

Deno.test("binaryMetrics() refuses nothing and unequal lengths", () => {
  assert.throws(() => binaryMetrics([], []), /at least 1/);
  assert.throws(() => binaryMetrics([true], [true, false]), /2 decisions with 1 labels/);
});
