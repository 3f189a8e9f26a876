import assert from "node:assert/strict";
import { decide } from "./decisions.ts";
import { EXAMPLE_LABELS, examplePredictions } from "./prediction_test_data.ts";
import { rejection } from "./rejection.ts";

Deno.test("rejection() chooses the highest threshold that keeps 95 % of the right answers", () => {
  const decisions = decide(examplePredictions(), EXAMPLE_LABELS, "multi-class");
  const right = decisions.filter(({ correct }) => correct);
  const { threshold, coverage } = rejection(decisions).chosen ?? { threshold: NaN, coverage: NaN };
  const kept = (limit: number) =>
    right.filter(({ confidence }) => confidence >= limit).length / right.length;
  assert.ok(kept(threshold) >= 0.95, `keeps ${kept(threshold)}`);
  const answered = decisions.filter(({ confidence }) => confidence >= threshold);
  assert.equal(
    coverage,
    answered.length / decisions.length,
    "the clip at the threshold gets an answer",
  );
  assert.ok(kept(threshold + 1e-9) < 0.95, "a higher one would do");
});

Deno.test("rejection() answers all clips at threshold 0, and fewer from step to step", () => {
  const decisions = decide(examplePredictions(), EXAMPLE_LABELS, "multi-class");
  const { curve } = rejection(decisions);
  assert.equal(curve.length, 101);
  assert.equal(curve[0]?.coverage, 1);
  const coverages = curve.map(({ coverage }) => coverage);
  assert.deepEqual(coverages, coverages.toSorted((a, b) => b - a));
  assert.equal(curve.at(-1)?.accuracy, null, "nobody answers at 1, so there is no accuracy");
});

Deno.test("rejection() chooses none where no answer was right", () => {
  const wrong = decide(
    [{ id: "a", labels: ["dog"], probabilities: [0.2, 0.8] }],
    ["dog", "rain"],
    "multi-class",
  );
  assert.equal(rejection(wrong).chosen, null);
});
