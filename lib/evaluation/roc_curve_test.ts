import assert from "node:assert/strict";
import fc from "fast-check";
import { rocCurve } from "./roc_curve.ts";

Deno.test("rocCurve() of four clips, as in scikit-learn's guide, has the area 0.75", () => {
  const curve = rocCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
  assert.deepEqual(curve, {
    falsePositiveRate: [0, 0, 0.5, 0.5, 1],
    truePositiveRate: [0, 0.5, 0.5, 1, 1],
    auc: 0.75,
  });
});

Deno.test("rocCurve() counts a tie between a positive and a negative clip as half", () => {
  assert.equal(rocCurve([0.5, 0.5], [true, false])?.auc, 0.5);
  assert.deepEqual(rocCurve([0.5, 0.5], [true, false])?.truePositiveRate, [0, 1]);
  assert.equal(rocCurve([0.9, 0.5, 0.5, 0.1], [true, true, false, false])?.auc, 3.5 / 4);
});

Deno.test("rocCurve() has no points on the way along a straight line", () => {
  const curve = rocCurve([0.9, 0.8, 0.7, 0.2, 0.1], [true, true, true, false, false]);
  assert.deepEqual(curve, { falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 1, 1], auc: 1 });
});

Deno.test("rocCurve() is null where all clips or none are positive", () => {
  assert.equal(rocCurve([0.1, 0.9], [true, true]), null);
  assert.equal(rocCurve([0.1, 0.9], [false, false]), null);
});

/** Scores with ties, at least one positive and one negative clip. */
const CLIPS = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 20 }), positive: fc.boolean() }),
  { minLength: 2 },
)
  .filter((clips) => new Set(clips.map(({ positive }) => positive)).size === 2);

Deno.test("rocCurve() has as area the part of pairs that are in the right order", () => {
  fc.assert(fc.property(CLIPS, (clips) => {
    const positives = clips.filter(({ positive }) => positive);
    const negatives = clips.filter(({ positive }) => !positive);
    const wins = positives.flatMap((above) =>
      negatives.map((below) => (Math.sign(above.score - below.score) + 1) / 2)
    );
    const auc = rocCurve(
      clips.map(({ score }) => score),
      clips.map(({ positive }) => positive),
    )?.auc ?? NaN;
    const expected = wins.reduce((total, win) => total + win, 0) / wins.length;
    assert.ok(Math.abs(auc - expected) < 1e-12, `${auc} instead of ${expected}`);
  }));
});

Deno.test("rocCurve() is the same for any scores in the same order", () => {
  fc.assert(fc.property(CLIPS, (clips) => {
    const positive = clips.map((clip) => clip.positive);
    assert.deepEqual(
      rocCurve(clips.map(({ score }) => Math.exp(score / 3) - 7), positive),
      rocCurve(clips.map(({ score }) => score), positive),
    );
  }));
});

Deno.test("rocCurve() rises from (0, 0) to (1, 1) in both rates, with fewer points than clips", () => {
  fc.assert(fc.property(CLIPS, (clips) => {
    const curve = rocCurve(clips.map(({ score }) => score), clips.map(({ positive }) => positive));
    assert.ok(curve);
    for (const rates of [curve.falsePositiveRate, curve.truePositiveRate]) {
      assert.deepEqual([rates.at(0), rates.at(-1)], [0, 1]);
      assert.deepEqual(rates, rates.toSorted((a, b) => a - b));
      assert.ok(rates.length <= clips.length + 1);
    }
  }));
});
