import assert from "node:assert/strict";
import { assertClose } from "../training/test_close.ts";
import { evaluate } from "./evaluate.ts";
import { EXAMPLE_LABELS, examplePredictions } from "./prediction_test_data.ts";
import { flatMetrics } from "./flat_metrics.ts";
import { oneAgainstRest } from "./one_against_rest.ts";

/** What scikit-learn 1.9.1 gives for examplePredictions(), by the names of its functions in brackets. */
const MULTI_CLASS = {
  accuracy: 0.6547619047619048, // accuracy_score
  balanced_accuracy: 0.6909722222222222, // balanced_accuracy_score
  macro_precision: 0.7115629984051036, // precision_recall_fscore_support(average="macro")
  macro_recall: 0.6909722222222222,
  macro_f1: 0.6671361163272184,
  weighted_precision: 0.7725222146274778,
  weighted_recall: 0.6547619047619048,
  weighted_f1: 0.6846536390086874,
  "class/rooster/precision": 9 / 11,
  "class/rooster/recall": 0.75,
  "class/rooster/f1": 0.782608695652174,
  roc_auc: 0.8964988425925926, // roc_auc_score(multi_class="ovr")
  average_precision: 0.8182813112998987, // average_precision_score
  log_loss: 0.8411739538963459, // log_loss
  brier: 0.45622487108713355, // brier_score_loss
  ece: 0.14806071837450682, // by its definition, in NumPy
};

const CONFUSION = [[20, 0, 2, 14], [0, 17, 0, 7], [3, 0, 9, 0], [1, 2, 0, 9]];
const ROC_AREAS = [0.7957175925925926, 0.98125, 0.9884259259259259, 0.8206018518518519];
const AVERAGE_PRECISIONS = [
  0.8069706423412714,
  0.9555057633936943,
  0.9514411027568924,
  0.5592077367077367,
];

/** The same for the probabilities rounded to one digit, so that many are equal. */
const TIED_ROC_AREAS = [0.7890625, 0.9736111111111112, 0.9918981481481481, 0.8287037037037037];
const TIED_PRECISIONS = [
  0.7921720983140721,
  0.923611111111111,
  0.9385964912280702,
  0.5308496571654466,
];

const MULTI_LABEL = {
  accuracy: 0.5357142857142857, // of whole answers
  micro_precision: 0.703125,
  micro_recall: 0.5357142857142857,
  micro_f1: 0.6081081081081081,
  macro_precision: 0.7924901185770751,
  macro_recall: 0.5243055555555556,
  macro_f1: 0.6004704211600763,
};

const BINARY = { f1: 0.6896551724137931, log_loss: 0.5437986348563576, brier: 0.17957656819101236 };

function assertMetrics(metrics: Record<string, number>, expected: Record<string, number>): void {
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(
      Math.abs((metrics[name] ?? NaN) - value) < 1e-12,
      `${name}: ${metrics[name]} instead of ${value}`,
    );
  }
}

Deno.test("evaluate() gives scikit-learn's figures for one class a clip", () => {
  const evaluation = evaluate(examplePredictions(), EXAMPLE_LABELS);
  assert.ok(evaluation.task === "multi-class");
  assertMetrics(flatMetrics(evaluation), MULTI_CLASS);
  assert.deepEqual(evaluation.confusion, CONFUSION);
  assertClose(evaluation.classes.map(({ roc }) => roc?.auc ?? NaN), ROC_AREAS, 1e-12);
  assertClose(
    evaluation.classes.map(({ precisionRecall }) => precisionRecall?.averagePrecision ?? NaN),
    AVERAGE_PRECISIONS,
    1e-12,
  );
});

Deno.test("evaluate() gives scikit-learn's areas where many scores are equal", () => {
  const tied = examplePredictions().map((clip) => ({
    ...clip,
    probabilities: Array.from(
      clip.probabilities,
      (probability) => Math.round(10 * probability) / 10,
    ),
  }));
  const { classes } = evaluate(tied, EXAMPLE_LABELS);
  assertClose(classes.map(({ roc }) => roc?.auc ?? NaN), TIED_ROC_AREAS, 1e-12);
  assertClose(
    classes.map(({ precisionRecall }) => precisionRecall?.averagePrecision ?? NaN),
    TIED_PRECISIONS,
    1e-12,
  );
});

Deno.test("evaluate() gives scikit-learn's figures for any number of classes a clip", () => {
  const evaluation = evaluate(examplePredictions(), EXAMPLE_LABELS, { task: "multi-label" });
  assertMetrics(flatMetrics(evaluation), MULTI_LABEL);
});

Deno.test("evaluate() gives scikit-learn's figures for one class against the rest", () => {
  const evaluation = evaluate(oneAgainstRest(examplePredictions(), EXAMPLE_LABELS, "dog"), ["dog"]);
  assert.ok(evaluation.task === "binary");
  assertMetrics(flatMetrics(evaluation), BINARY);
  assert.equal(evaluation.decisions.truePositives + evaluation.decisions.falseNegatives, 36);
});

Deno.test("evaluate() is plain JSON, without NaN", () => {
  for (const task of ["multi-class", "multi-label"] as const) {
    const evaluation = evaluate(examplePredictions(), EXAMPLE_LABELS, { task });
    assert.deepEqual(JSON.parse(JSON.stringify(evaluation)), evaluation);
  }
});

Deno.test("evaluate() says null for the curves of a class without clips, and averages the others", () => {
  const { classes, rocAuc, macro } = evaluate([
    { id: "a", labels: ["dog"], probabilities: [0.9, 0.1, 0] },
    { id: "b", labels: ["rain"], probabilities: [0.2, 0.8, 0] },
  ], ["dog", "rain", "rooster"]);
  const rooster = classes[2];
  assert.deepEqual([
    rooster?.roc,
    rooster?.precisionRecall,
    rooster?.precision,
    rooster?.recall,
    rooster?.f1,
  ], [null, null, null, null, null]);
  assert.equal(rocAuc, 1);
  assert.equal(macro.f1, 1);
});

Deno.test("evaluate() of a single clip has no curves and a wide interval", () => {
  const evaluation = evaluate([{ id: "a", labels: ["dog"], probabilities: [0.9, 0.1] }], [
    "dog",
    "rain",
  ]);
  assert.equal(evaluation.rocAuc, null);
  assert.ok(!("roc_auc" in flatMetrics(evaluation)), "an undefined metric is left out");
  assert.ok((evaluation.accuracyInterval?.low ?? 1) < 0.21);
});

Deno.test("evaluate() reports each fold, and its clips add up", () => {
  const { folds, count, accuracy } = evaluate(examplePredictions().reverse(), EXAMPLE_LABELS);
  assert.deepEqual(folds.map(({ fold }) => fold), [1, 2, 3, 4]);
  assert.equal(folds.reduce((total, { count }) => total + count, 0), count);
  const correct = folds.reduce((total, { accuracy, count }) => total + accuracy * count, 0);
  assertClose([correct / count], [accuracy], 1e-12);
});

Deno.test("evaluate() has no folds where clips have none", () => {
  const clips = examplePredictions().map(({ fold: _, ...clip }) => clip);
  assert.deepEqual(evaluate(clips, EXAMPLE_LABELS).folds, []);
});

Deno.test("evaluate() lists wrong answers, the surest first", () => {
  const { confused } = evaluate(examplePredictions(), EXAMPLE_LABELS);
  assert.equal(confused.length, 29);
  const probabilities = confused.map(({ probability }) => probability);
  assert.deepEqual(probabilities, probabilities.toSorted((a, b) => b - a));
  assert.ok(confused.every(({ truth, predicted }) => truth[0] !== predicted[0]));
});

Deno.test("evaluate() draws whole recordings where it knows them", () => {
  const predictions = examplePredictions();
  const recordings = new Map(predictions.map(({ id }, clip) => [id, String(clip % 5)]));
  const byClip = evaluate(predictions, EXAMPLE_LABELS);
  const byRecording = evaluate(predictions, EXAMPLE_LABELS, { recordings });
  assert.equal(byClip.bootstrap.unit, "clip");
  assert.equal(byRecording.bootstrap.unit, "recording");
  assert.notDeepEqual(byRecording.macroF1Interval, byClip.macroF1Interval);
  assert.deepEqual(evaluate(predictions, EXAMPLE_LABELS, { recordings }), byRecording);
});
