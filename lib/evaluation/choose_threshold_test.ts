import assert from "node:assert/strict";
import fc from "fast-check";
import { chooseThreshold, type MistakeCosts } from "./choose_threshold.ts";

const EVEN: MistakeCosts = { costOfMiss: 1, costOfFalseAlarm: 1 };

Deno.test("chooseThreshold() weighs misses against false alarms in an example worked by hand", () => {
  const scores = [0.9, 0.6, 0.4, 0.2];
  const positive = [true, false, true, false];
  const { curve, best, atDefault } = chooseThreshold(scores, positive, EVEN);
  assert.deepEqual(curve, [
    { threshold: Infinity, misses: 2, falseAlarms: 0, cost: 2 / 4 },
    { threshold: 0.9, misses: 1, falseAlarms: 0, cost: 1 / 4 },
    { threshold: 0.6, misses: 1, falseAlarms: 1, cost: 2 / 4 },
    { threshold: 0.4, misses: 0, falseAlarms: 1, cost: 1 / 4 },
    { threshold: 0.2, misses: 0, falseAlarms: 2, cost: 2 / 4 },
  ]);
  assert.deepEqual(best, { threshold: 0.75, misses: 1, falseAlarms: 0, cost: 1 / 4 });
  assert.deepEqual(atDefault, { threshold: 0.5, misses: 1, falseAlarms: 1, cost: 2 / 4 });
  const dear = chooseThreshold(scores, positive, { costOfMiss: 5, costOfFalseAlarm: 1 });
  assert.equal(dear.best.threshold, (0.4 + 0.2) / 2);
  assert.equal(dear.ofTrueProbabilities, 1 / 6);
});

Deno.test("chooseThreshold() raises no alarm, or one for every clip, where that is cheapest", () => {
  const never = chooseThreshold([1, 0.3], [false, false], EVEN);
  assert.deepEqual(never.best, { threshold: Infinity, misses: 0, falseAlarms: 0, cost: 0 });
  const always = chooseThreshold([0.8, 0.4], [true, true], EVEN);
  assert.deepEqual(always.best, { threshold: 0.2, misses: 0, falseAlarms: 0, cost: 0 });
  assert.equal(chooseThreshold([0], [true], EVEN).best.threshold, 0);
});

Deno.test("chooseThreshold() stands above the clip that it leaves out, however near the next one is", () => {
  const [below, above] = [0.5, 0.5 + Number.EPSILON / 2];
  const { best } = chooseThreshold([below, above], [false, true], EVEN);
  assert.deepEqual(best, { threshold: above, misses: 0, falseAlarms: 0, cost: 0 });
});

Deno.test("chooseThreshold() parts no clips of equal score", () => {
  const { curve } = chooseThreshold([0.5, 0.5, 0.5], [true, false, true], EVEN);
  assert.deepEqual(curve.map(({ misses, falseAlarms }) => [misses, falseAlarms]), [[2, 0], [0, 1]]);
});

Deno.test("chooseThreshold() refuses no clips, what is no probability, and costs that weigh nothing", () => {
  assert.throws(() => chooseThreshold([], [], EVEN), /on no clips: wanted at least one/);
  for (const score of [NaN, -0.1, 1.5]) {
    assert.throws(() => chooseThreshold([score], [true], EVEN), /wanted scores from 0 to 1, got/);
  }
  for (
    const [costOfMiss, costOfFalseAlarm] of [[0, 0], [-1, 2], [1, NaN], [Infinity, 1]] as const
  ) {
    assert.throws(
      () => chooseThreshold([0.5], [true], { costOfMiss, costOfFalseAlarm }),
      /a cost of .* wanted numbers from 0, not both 0/,
    );
  }
});

const SCORE = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 0.25, 0.5, 1), // so that there are ties
);
const CLIPS = fc.array(fc.record({ score: SCORE, positive: fc.boolean() }), { minLength: 1 });
const COST = fc.integer({ min: 1, max: 100 });

/** Counts the slow way. */
function costAt(
  clips: readonly { score: number; positive: boolean }[],
  threshold: number,
  { costOfMiss, costOfFalseAlarm }: MistakeCosts,
): number {
  const costs = clips.map(({ score, positive }) => {
    if (score >= threshold) return positive ? 0 : costOfFalseAlarm;
    return positive ? costOfMiss : 0;
  });
  return costs.reduce((total, cost) => total + cost, 0) / clips.length;
}

Deno.test("chooseThreshold() gives each threshold the cost of deciding there, and none is cheaper", () => {
  fc.assert(fc.property(CLIPS, COST, COST, SCORE, (clips, costOfMiss, costOfFalseAlarm, other) => {
    const costs = { costOfMiss, costOfFalseAlarm };
    const scores = clips.map(({ score }) => score);
    const choice = chooseThreshold(scores, clips.map(({ positive }) => positive), costs);
    for (const { threshold, cost } of [...choice.curve, choice.best, choice.atDefault]) {
      assert.equal(cost, costAt(clips, threshold, costs));
    }
    assert.ok(choice.best.cost <= costAt(clips, other, costs));
  }));
});

Deno.test("chooseThreshold() has fewer misses and more false alarms the lower the threshold", () => {
  fc.assert(fc.property(CLIPS, (clips) => {
    const scores = clips.map(({ score }) => score);
    const { curve } = chooseThreshold(scores, clips.map(({ positive }) => positive), EVEN);
    const sorted = (values: number[], sign: number) =>
      assert.deepEqual(values, values.toSorted((a, b) => sign * (a - b)));
    sorted(curve.map(({ threshold }) => threshold), -1);
    sorted(curve.map(({ misses }) => misses), -1);
    sorted(curve.map(({ falseAlarms }) => falseAlarms), 1);
    assert.equal(curve.at(-1)?.misses, 0);
  }));
});
