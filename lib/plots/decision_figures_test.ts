import assert from "node:assert/strict";
import { chooseThreshold } from "../evaluation/choose_threshold.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "../evaluation/prediction_test_data.ts";
import { classComparisonFigure } from "./class_comparison_figure.ts";
import { thresholdCostFigure } from "./threshold_cost_figure.ts";
import { defineFigureTests } from "./test_figures.ts";

const CHOICE = chooseThreshold([0.9, 0.6, 0.4, 0.2], [true, false, true, false], {
  costOfMiss: 5,
  costOfFalseAlarm: 1,
});
const NEVER = chooseThreshold([1], [false], { costOfMiss: 1, costOfFalseAlarm: 1 });

const { classes } = evaluate(examplePredictions(), EXAMPLE_LABELS);
const [dog, rain] = classes;
assert.ok(dog && rain);
const A = { name: "A", classes: [{ ...dog, f1: 0.75 }, { ...rain, f1: null }] };
const B = { name: "B", classes: [{ ...dog, f1: 0.875 }, { ...rain, f1: 0.5 }] };

defineFigureTests({
  thresholdCost: thresholdCostFigure(CHOICE, "dog"),
  thresholdCostOfNever: thresholdCostFigure(NEVER, "dog"),
  classComparison: classComparisonFigure(A, B),
  classComparisonOfNothing: classComparisonFigure({ name: "A", classes: [] }, {
    name: "B",
    classes: [],
  }),
});

Deno.test("thresholdCostFigure() draws the cost over the whole range, in steps at the scores", () => {
  const [cost, best] = thresholdCostFigure(CHOICE, "dog").data;
  assert.deepEqual(cost?.["x"], [0, 0.2, 0.4, 0.6, 0.9, 1]);
  assert.deepEqual(cost?.["y"], [2 / 4, 2 / 4, 1 / 4, 6 / 4, 5 / 4, 10 / 4]);
  assert.match(JSON.stringify(cost?.["line"]), /"shape":"vh"/);
  assert.equal(best?.["name"], "0.300: cheapest, costs 0.250");
});

Deno.test("thresholdCostFigure() says where no alarm at all is cheapest", () => {
  const [, best] = thresholdCostFigure(NEVER, "dog").data;
  assert.equal(best?.["name"], "never: cheapest, costs 0.000");
  assert.deepEqual(best?.["x"], [1, 1]);
});

Deno.test("classComparisonFigure() sets both models' F1 side by side, the worst class on top", () => {
  const [a, b] = classComparisonFigure(A, B).data;
  assert.deepEqual(a?.["y"], ["rain", "dog"]);
  assert.deepEqual([a?.["x"], b?.["x"]], [[null, 0.75], [0.5, 0.875]]);
});
