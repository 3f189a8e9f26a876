import type { Evaluation } from "./evaluation.ts";
import type { Interval } from "./wilson.ts";

/** A figure by its name. */
export interface NamedFigure {
  name: "accuracy" | "F1" | "macro F1";
  /** `null` where it is undefined. */
  value: number | null;
  /** 95 %. */
  interval: Interval | null;
}

/**
 * The figure to compare classifiers by: accuracy where each clip has exactly one class. Elsewhere most
 * decisions are "no", so that a classifier that hears nothing has a high accuracy: F1.
 */
export function mainFigure(evaluation: Evaluation): NamedFigure {
  const { accuracy, accuracyInterval, macro, macroF1Interval } = evaluation;
  switch (evaluation.task) {
    case "multi-class":
      return { name: "accuracy", value: accuracy, interval: accuracyInterval };
    case "multi-label":
      return { name: "macro F1", value: macro.f1, interval: macroF1Interval };
    case "binary": {
      const { f1, f1Interval } = evaluation.decisions;
      return { name: "F1", value: f1, interval: f1Interval };
    }
  }
}
