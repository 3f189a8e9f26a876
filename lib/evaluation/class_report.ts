import { f1Interval } from "./binary_metrics.ts";
import { type ClassCounts, type ClassScores, classScores, countClasses } from "./class_counts.ts";
import type { Decision } from "./decisions.ts";
import { type PrecisionRecallCurve, precisionRecallCurve } from "./precision_recall_curve.ts";
import { type RocCurve, rocCurve } from "./roc_curve.ts";
import type { Interval } from "./wilson.ts";

/** One class against the others: decisions, and the ranking by its probability. */
export interface ClassReport extends ClassCounts, ClassScores {
  label: string;
  f1Interval: Interval | null;
  /** `null` where all clips are of the class, or none. */
  roc: RocCurve | null;
  /** `null` where no clip is of the class. */
  precisionRecall: PrecisionRecallCurve | null;
}

/** A report for each class, in the order of the labels. */
export function classReports(
  decisions: readonly Decision[],
  labels: readonly string[],
): ClassReport[] {
  const counts = countClasses(decisions, labels.length);
  return counts.map((count, index) => {
    const { support, predicted, truePositives } = count;
    const scores = decisions.map(({ probabilities }) => probabilities[index] ?? 0);
    const positive = decisions.map(({ truth }) => truth.includes(index));
    return {
      label: labels[index] ?? "",
      ...count,
      ...classScores(count),
      f1Interval: f1Interval(truePositives, predicted - truePositives, support - truePositives),
      roc: rocCurve(scores, positive),
      precisionRecall: precisionRecallCurve(scores, positive),
    };
  });
}
