import type { Prediction } from "../training/prediction.ts";
import { binaryMetrics } from "./binary_metrics.ts";
import { bootstrapInterval, groupClips } from "./bootstrap.ts";
import { calibration } from "./calibration.ts";
import {
  balancedAccuracy,
  countClasses,
  macroAverage,
  microAverage,
  weightedAverage,
} from "./class_counts.ts";
import { type ClassReport, classReports } from "./class_report.ts";
import { confusedClips } from "./confused_clips.ts";
import { confusionMatrix } from "./confusion_matrix.ts";
import { decide, type Decision, type Task } from "./decisions.ts";
import type { CommonEvaluation, Evaluation } from "./evaluation.ts";
import { foldReports } from "./fold_reports.ts";
import { brierScore, logLoss } from "./probability_scores.ts";
import { rejection } from "./rejection.ts";
import { wilsonInterval } from "./wilson.ts";

/** How predictions are evaluated. */
export interface EvaluateOptions {
  /** By default "binary" for one label, else "multi-class". */
  task?: Task;
  /** The recording of each clip, by id: what the bootstrap draws as a whole. Without it, it draws clips. */
  recordings?: ReadonlyMap<string, string>;
  /** Whether the predictions are meant as probabilities, true by default. Zero-shot scores only rank classes. */
  areProbabilities?: boolean;
  /** Of the bootstrap. */
  seed?: number;
  /** Of the bootstrap; 0 leaves its interval out. */
  resamples?: number;
}

/**
 * Compares predictions with the truth.
 *
 * @param labels The classes, in the order of the probabilities.
 * @throws {RangeError} if there are no predictions, or one does not fit the labels or the task.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const evaluation = evaluate([
 *   { id: "a", labels: ["dog"], probabilities: [0.9, 0.1] },
 *   { id: "b", labels: ["rain"], probabilities: [0.6, 0.4] },
 * ], ["dog", "rain"]);
 * assert.equal(evaluation.accuracy, 0.5);
 * ```
 */
export function evaluate(
  predictions: readonly Prediction[],
  labels: readonly string[],
  options: EvaluateOptions = {},
): Evaluation {
  const { task = labels.length === 1 ? "binary" : "multi-class" } = options;
  const decisions = decide(predictions, labels, task);
  const common = evaluateAny(decisions, labels, task, options);
  if (task === "multi-label") return { task, ...common, micro: microAverage(common.classes) };
  if (task === "binary") {
    const of = (key: "truth" | "predicted") => decisions.map((clip) => clip[key].length > 0);
    return { task, ...common, decisions: binaryMetrics(of("truth"), of("predicted")) };
  }
  return {
    task,
    ...common,
    balancedAccuracy: balancedAccuracy(common.classes),
    weighted: weightedAverage(common.classes),
    confusion: confusionMatrix(
      decisions.map(({ truth }) => truth[0] ?? -1),
      decisions.map(({ predicted }) => predicted[0] ?? -1),
      labels.length,
    ),
    rejection: rejection(decisions),
  };
}

function evaluateAny(
  decisions: readonly Decision[],
  labels: readonly string[],
  task: Task,
  { recordings, areProbabilities = true, seed = 0, resamples = 1000 }: EvaluateOptions,
): CommonEvaluation {
  const correct = decisions.filter((clip) => clip.correct).length;
  const classes = classReports(decisions, labels);
  return {
    labels: [...labels],
    count: decisions.length,
    accuracy: correct / decisions.length,
    accuracyInterval: wilsonInterval(correct, decisions.length),
    macro: macroAverage(classes),
    macroF1Interval: bootstrapInterval(
      groupClips(decisions, recordings ?? new Map()),
      (clips) => macroAverage(countClasses(clips, labels.length)).f1,
      { resamples, seed },
    ),
    bootstrap: { resamples, seed, unit: recordings ? "recording" : "clip" },
    rocAuc: meanOfDefined(classes, ({ roc }) => roc?.auc),
    averagePrecision: meanOfDefined(
      classes,
      ({ precisionRecall }) => precisionRecall?.averagePrecision,
    ),
    ...(areProbabilities
      ? probabilityFigures(decisions, task)
      : { logLoss: null, brier: null, calibration: null }),
    classes,
    folds: foldReports(decisions, labels.length),
    confused: confusedClips(decisions, labels),
  };
}

/** Of the answers for "multi-class"; else of each class's probability, all classes of all clips together. */
function probabilityFigures(
  decisions: readonly Decision[],
  task: Task,
): Pick<CommonEvaluation, "logLoss" | "brier" | "calibration"> {
  const probabilities = decisions.map((clip) => clip.probabilities);
  const brier = brierScore(probabilities, decisions.map(({ truth }) => truth));
  if (task === "multi-class") {
    return {
      logLoss: logLoss(decisions.map((clip) => clip.probabilities[clip.truth[0] ?? -1] ?? 0)),
      brier,
      calibration: calibration(
        decisions.map(({ confidence }) => confidence),
        decisions.map(({ correct }) => correct),
      ),
    };
  }
  const present = decisions.flatMap(({ truth, probabilities }) =>
    probabilities.map((_, index) => truth.includes(index))
  );
  const flat = probabilities.flat();
  return {
    logLoss: logLoss(flat.map((probability, at) => present[at] ? probability : 1 - probability)),
    brier,
    calibration: calibration(flat, present),
  };
}

function meanOfDefined(
  classes: readonly ClassReport[],
  of: (report: ClassReport) => number | undefined,
): number | null {
  const values = classes.map(of).filter((value) => value !== undefined);
  if (values.length === 0) return null;
  return values.reduce((total, value) => total + value, 0) / values.length;
}
