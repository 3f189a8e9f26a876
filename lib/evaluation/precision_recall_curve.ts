import { rankingSteps } from "./ranking.ts";

/** Precision over recall of one class, one point for each recall that a threshold reaches. */
export interface PrecisionRecallCurve {
  recall: number[];
  precision: number[];
  /** The lowest score that is taken as positive at each point. */
  threshold: number[];
  /**
   * Mean precision over the recalls, each weighted by its rise in recall (scikit-learn's
   * `average_precision_score`: a sum of steps, as a line between points would be too optimistic).
   */
  averagePrecision: number;
}

/** @returns `null` where no clip is positive, as recall is undefined then. */
export function precisionRecallCurve(
  scores: readonly number[],
  positive: readonly boolean[],
): PrecisionRecallCurve | null {
  const positives = positive.filter(Boolean).length;
  if (positives === 0) return null;
  const curve: PrecisionRecallCurve = {
    recall: [],
    precision: [],
    threshold: [],
    averagePrecision: 0,
  };
  let found = 0;
  for (const { threshold, truePositives, falsePositives } of rankingSteps(scores, positive)) {
    // A step that finds no further positive only lowers precision at the same recall.
    if (truePositives === found) continue;
    const precision = truePositives / (truePositives + falsePositives);
    curve.recall.push(truePositives / positives);
    curve.precision.push(precision);
    curve.threshold.push(threshold);
    curve.averagePrecision += precision * (truePositives - found) / positives;
    found = truePositives;
  }
  return curve;
}
