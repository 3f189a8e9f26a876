import { percent } from "../cli/percent.ts";
import type { Cell } from "../cli/table.ts";
import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { mainFigure } from "../evaluation/main_figure.ts";
import type { CrossValidation } from "../training/cross_validate.ts";
import type { Interval } from "../evaluation/wilson.ts";
import type { ModelEvaluation } from "./evaluate_model.ts";
import type { Model } from "./model.ts";

/** Precision, recall and F1 of each class, as a table. */
export function classTable({ classes }: Evaluation): { header: string[]; rows: Cell[][] } {
  return {
    header: ["class", "clips", "precision", "recall", "F1"],
    rows: classes.map(({ label, support, precision, recall, f1 }) => [
      label,
      support,
      ...[precision, recall, f1].map((figure) => figure === null ? "-" : part(figure)),
    ]),
  };
}

/** What a reader of a cross-validation must know: labels that a fold's head could not learn. */
export function foldNotes({ folds }: CrossValidation): string[] {
  return folds.flatMap(({ fold, unknownLabels: labels }) =>
    labels.length === 0
      ? []
      : `Only fold ${fold} has clips of ${labels.join(", ")}: its head could not know them.`
  );
}

/** What a reader of an evaluation must know: which figures are of clips that the model was trained on. */
export function seenNotes(
  { trainedOn, dataHash }: Pick<Model, "trainedOn" | "dataHash">,
  { predictions, seen, unseen }: ModelEvaluation,
): string[] {
  if (trainedOn === undefined && dataHash !== undefined) {
    return [
      "This model file does not know what it was trained on, so seen clips cannot be told from new ones: open the folder of its package instead.",
    ];
  }
  if (!seen) return [];
  return [
    unseen
      ? `${seen.count} of ${predictions.length} clips were seen in training: they are scored apart, as seen.`
      : `All ${seen.count} clips were seen in training: their figures say nothing about new sounds. The out-of-fold report beside the model does.`,
  ];
}

/** The figures that matter most for the task, with their 95 % intervals, in one line. */
export function headline(evaluation: Evaluation | ClassFilterEvaluation): string {
  const { accuracy, accuracyInterval, count } = evaluation;
  return [
    ...f1Text(evaluation),
    `accuracy ${percent(accuracy)}${rangeText(accuracyInterval, percent)}`,
    count === 1 ? "1 clip" : `${count} clips`,
  ].join(", ");
}

/** Where most decisions are "no", accuracy alone says little: only a choice among classes needs no F1. */
function f1Text(evaluation: Evaluation | ClassFilterEvaluation): string[] {
  if (evaluation.task === "multi-class") return [];
  const { name, value, interval } = evaluation.task === "class-filter"
    ? { name: "F1", value: evaluation.f1, interval: evaluation.f1Interval }
    : mainFigure(evaluation);
  return [
    value === null ? `${name} undefined` : `${name} ${part(value)}${rangeText(interval, part)}`,
  ];
}

/** An interval behind a figure, in brackets; nothing where there is none. */
export function rangeText(interval: Interval | null, show: (value: number) => string): string {
  return interval ? ` (95 % interval ${show(interval.low)} to ${show(interval.high)})` : "";
}

const part = (value: number) => value.toFixed(3);
