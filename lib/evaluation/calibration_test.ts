import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../training/test_close.ts";
import { calibration } from "./calibration.ts";

Deno.test("calibration() weighs each bin's distance by its clips", () => {
  // Two clips of confidence 0.8 and 0.9, one right; two of 0.25, none right.
  const { ece, bins } = calibration([0.8, 0.75, 0.25, 0.25], [true, false, false, false]);
  assertClose([ece], [(Math.abs(1.55 - 1) + 0.5) / 4], 1e-12);
  assert.deepEqual(bins.map(({ count }) => count), [0, 0, 2, 0, 0, 0, 0, 2, 0, 0]);
  assert.deepEqual([bins[7]?.accuracy, bins[0]?.accuracy], [0.5, null]);
});

Deno.test("calibration() has room for certainty and for impossibility", () => {
  const { ece, bins } = calibration([1, 0], [true, false]);
  assert.equal(ece, 0);
  assert.deepEqual([bins[0]?.count, bins[9]?.count], [1, 1]);
});

Deno.test("calibration() puts every clip into one bin that holds its confidence", () => {
  const confidence = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(fc.array(confidence, { minLength: 1 }), (confidences) => {
    const { ece, bins } = calibration(confidences, confidences.map(() => true));
    assert.equal(bins.reduce((total, { count }) => total + count, 0), confidences.length);
    assert.ok(ece >= 0 && ece <= 1);
    for (const { low, high, confidence } of bins) {
      if (confidence !== null) assert.ok(low - 1e-9 <= confidence && confidence <= high + 1e-9);
    }
  }));
});

Deno.test("calibration() refuses a confidence that is no probability", () => {
  assert.throws(() => calibration([1.5], [true]), /Wanted a confidence in \[0, 1\], got 1.5/);
  assert.throws(() => calibration([NaN], [true]), /got NaN/);
});
