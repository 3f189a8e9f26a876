import assert from "node:assert/strict";
import fc from "fast-check";
import { assertClose } from "../training/test_close.ts";
import { wilsonInterval } from "./wilson.ts";

// Values: SciPy 1.17's binomtest(successes, trials).proportion_ci(method="wilson").
for (
  const [successes, trials, low, high] of [
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
    [8, 10, 0.4901624715366418, 0.9433178485456248],
    [313, 320, 0.9555425956761999, 0.9893642149413601],
    [1, 1, 0.20654931437723745, 1],
  ] as const
) {
  Deno.test(`wilsonInterval() of ${successes} in ${trials} is SciPy's`, () => {
    const interval = wilsonInterval(successes, trials);
    assert.ok(interval);
    assertClose([interval.low, interval.high], [low, high], 1e-12);
  });
}

Deno.test("wilsonInterval() lies in [0, 1] and holds the proportion", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, part) => {
        const successes = Math.round(part * trials);
        const interval = wilsonInterval(successes, trials);
        assert.ok(interval);
        const p = successes / trials;
        assert.ok(
          0 <= interval.low && interval.low <= p && p <= interval.high && interval.high <= 1,
        );
      },
    ),
  );
});

Deno.test("wilsonInterval() is null without trials", () => {
  assert.equal(wilsonInterval(0, 0), null);
});

Deno.test("wilsonInterval() refuses counts that cannot be", () => {
  for (const [successes, trials] of [[3, 2], [-1, 2], [NaN, 2], [0, -1]] as const) {
    assert.throws(() => wilsonInterval(successes, trials), /wanted 0 ≤ successes ≤ trials/);
  }
});
