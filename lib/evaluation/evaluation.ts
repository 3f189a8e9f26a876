import type { BinaryMetrics } from "./binary_metrics.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Calibration } from "./calibration.ts";
import type { ClassReport } from "./class_report.ts";
import type { ClassScores } from "./class_counts.ts";
import type { ConfusedClip } from "./confused_clips.ts";
import type { FoldReport } from "./fold_reports.ts";
import type { Rejection } from "./rejection.ts";
import type { Interval } from "./wilson.ts";

/** How good predictions are, as plain JSON. All intervals are 95 % ones; what is undefined is `null`. */
export type Evaluation = MultiClassEvaluation | MultiLabelEvaluation | BinaryEvaluation;

/** What every task has. */
export interface CommonEvaluation {
  /** The classes, in the order of the probabilities. */
  labels: string[];
  /** Clips. */
  count: number;
  /** Part of the clips whose whole answer is right. */
  accuracy: number;
  /** Wilson's. */
  accuracyInterval: Interval | null;
  /** Means over classes. */
  macro: ClassScores;
  macroF1Interval: Interval | null;
  /** How {@linkcode CommonEvaluation.macroF1Interval} was drawn. */
  bootstrap: Bootstrap;
  /** Mean over the classes that have one: area under the ROC curve, class against the rest. */
  rocAuc: number | null;
  /** Mean over the classes that have one: average precision (mAP). */
  averagePrecision: number | null;
  /** This and the next two are `null` for scores that are no probabilities. */
  logLoss: number | null;
  brier: number | null;
  calibration: Calibration | null;
  classes: ClassReport[];
  /** Empty where the clips have no folds. */
  folds: FoldReport[];
  /** The wrong answers that the model was surest of. */
  confused: ConfusedClip[];
}

/** Exactly one class a clip. */
export interface MultiClassEvaluation extends CommonEvaluation {
  task: "multi-class";
  balancedAccuracy: number | null;
  /** Means over classes, weighted by their clips. */
  weighted: ClassScores;
  /** Clips by true class (row) and predicted class (column). */
  confusion: number[][];
  /** The threshold for "none of these". */
  rejection: Rejection;
}

/** Any number of classes a clip, each decided at 0.5. */
export interface MultiLabelEvaluation extends CommonEvaluation {
  task: "multi-label";
  /** All decisions of all classes together. */
  micro: ClassScores;
}

/** One class against the rest, decided at 0.5. */
export interface BinaryEvaluation extends CommonEvaluation {
  task: "binary";
  /** The counts of right and wrong decisions, F1 with its interval. */
  decisions: BinaryMetrics;
}
