import { type Interval, wilsonInterval } from "./wilson.ts";

/** How a yes-or-no decision went over a set of clips, and the figures that follow from it. */
export interface BinaryMetrics {
  count: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  accuracy: number;
  accuracyInterval: Interval | null;
  /** `null` where nothing was predicted positive. */
  precision: number | null;
  /** `null` where nothing is positive. */
  recall: number | null;
  /** `null` where nothing is positive or predicted so. */
  f1: number | null;
  f1Interval: Interval | null;
}

/**
 * Counts decisions against the truth.
 *
 * @throws {RangeError} if there are none, or not as many of one as of the other.
 */
export function binaryMetrics(
  truth: readonly boolean[],
  predicted: readonly boolean[],
): BinaryMetrics {
  if (truth.length === 0 || truth.length !== predicted.length) {
    throw new RangeError(
      `Cannot compare ${predicted.length} decisions with ${truth.length} labels: wanted as many, at least 1`,
    );
  }
  let truePositives = 0, falsePositives = 0, falseNegatives = 0;
  truth.forEach((positive, index) => {
    if (positive && predicted[index]) truePositives++;
    else if (positive) falseNegatives++;
    else if (predicted[index]) falsePositives++;
  });
  const count = truth.length;
  const trueNegatives = count - truePositives - falsePositives - falseNegatives;
  return {
    count,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    accuracy: (truePositives + trueNegatives) / count,
    accuracyInterval: wilsonInterval(truePositives + trueNegatives, count),
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: f1Score(truePositives, falsePositives, falseNegatives),
    f1Interval: f1Interval(truePositives, falsePositives, falseNegatives),
  };
}

/** A quotient, or `null` where it is undefined. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The harmonic mean of precision and recall, in the form that only needs one of them to be defined. */
export function f1Score(
  truePositives: number,
  falsePositives: number,
  falseNegatives: number,
): number | null {
  return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/**
 * A 95 % interval for F1: F1 = 2 J / (1 + J) grows with J = TP / (TP + FP + FN), a proportion, so Wilson's
 * interval for J carries over (the "Wilson indirect method" of K. F. Y. Lam et al., 2023,
 * https://arxiv.org/abs/2309.14621). Unlike a bootstrap's, it does not shrink to a point at F1 = 1.
 */
export function f1Interval(
  truePositives: number,
  falsePositives: number,
  falseNegatives: number,
): Interval | null {
  const jaccard = wilsonInterval(truePositives, truePositives + falsePositives + falseNegatives);
  if (jaccard === null) return null;
  const toF1 = (j: number) => 2 * j / (1 + j);
  return { low: toF1(jaccard.low), high: toF1(jaccard.high) };
}
