import { countClasses, macroAverage } from "./class_counts.ts";
import type { Decision } from "./decisions.ts";
import { type Interval, wilsonInterval } from "./wilson.ts";

/** One fold of a cross-validation. */
export interface FoldReport {
  fold: number;
  count: number;
  accuracy: number;
  accuracyInterval: Interval | null;
  macroF1: number | null;
}

/** A report for each fold, in ascending order; clips without a fold are in none. */
export function foldReports(decisions: readonly Decision[], classes: number): FoldReport[] {
  const folds = Map.groupBy(decisions, ({ fold }) => fold);
  return [...folds]
    .flatMap(([fold, clips]) => fold === undefined ? [] : [foldReport(fold, clips, classes)])
    .sort((a, b) => a.fold - b.fold);
}

function foldReport(fold: number, clips: readonly Decision[], classes: number): FoldReport {
  const correct = clips.filter((clip) => clip.correct).length;
  return {
    fold,
    count: clips.length,
    accuracy: correct / clips.length,
    accuracyInterval: wilsonInterval(correct, clips.length),
    macroF1: macroAverage(countClasses(clips, classes)).f1,
  };
}
