import { f1Score, ratio } from "./binary_metrics.ts";

/** One class against the rest. */
export interface ClassCounts {
  /** Clips of the class. */
  support: number;
  /** Clips that were taken for it. */
  predicted: number;
  truePositives: number;
}

/** Figures of one class, or their average over classes; `null` where undefined. */
export interface ClassScores {
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/** The true and the predicted class indices of a clip: one for multi-class, any number for multi-label. */
export interface ClassIndices {
  truth: readonly number[];
  predicted: readonly number[];
}

/** Counts each class's clips. */
export function countClasses(clips: readonly ClassIndices[], classes: number): ClassCounts[] {
  const counts = Array.from(
    { length: classes },
    (): ClassCounts => ({ support: 0, predicted: 0, truePositives: 0 }),
  );
  for (const { truth, predicted } of clips) {
    for (const index of truth) {
      const count = counts[index];
      if (!count) continue;
      count.support++;
      if (predicted.includes(index)) count.truePositives++;
    }
    for (const index of predicted) {
      const count = counts[index];
      if (count) count.predicted++;
    }
  }
  return counts;
}

/** Precision, recall and F1 of one class. */
export function classScores({ support, predicted, truePositives }: ClassCounts): ClassScores {
  return {
    precision: ratio(truePositives, predicted),
    recall: ratio(truePositives, support),
    f1: f1Score(truePositives, predicted - truePositives, support - truePositives),
  };
}

/**
 * The plain mean over the classes that have clips or predictions. An undefined figure counts as 0 there,
 * as in scikit-learn: a class that is never predicted must not improve the mean precision.
 */
export function macroAverage(classes: readonly ClassCounts[]): ClassScores {
  return average(classes, ({ support, predicted }) => support + predicted > 0 ? 1 : 0);
}

/** The mean over classes, weighted by their support. */
export function weightedAverage(classes: readonly ClassCounts[]): ClassScores {
  return average(classes, ({ support }) => support);
}

/** The figures of all classes' decisions taken together. */
export function microAverage(classes: readonly ClassCounts[]): ClassScores {
  return classScores({
    support: sum(classes.map(({ support }) => support)),
    predicted: sum(classes.map(({ predicted }) => predicted)),
    truePositives: sum(classes.map(({ truePositives }) => truePositives)),
  });
}

/** The mean recall over the classes that have clips: accuracy as if all were equally frequent. */
export function balancedAccuracy(classes: readonly ClassCounts[]): number | null {
  return average(classes, ({ support }) => support > 0 ? 1 : 0).recall;
}

function average(
  classes: readonly ClassCounts[],
  weightOf: (counts: ClassCounts) => number,
): ClassScores {
  const weights = classes.map(weightOf);
  const scores = classes.map(classScores);
  const mean = (key: keyof ClassScores) =>
    ratio(
      sum(scores.map((score, index) => (score[key] ?? 0) * (weights[index] ?? 0))),
      sum(weights),
    );
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
