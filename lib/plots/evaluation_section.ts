import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { ClassReport } from "../evaluation/class_report.ts";
import type { ConfusedClip } from "../evaluation/confused_clips.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { FoldReport } from "../evaluation/fold_reports.ts";
import { calibrationFigure } from "./calibration_figure.ts";
import { classScoresFigure } from "./class_scores_figure.ts";
import { confusionMatrixFigure } from "./confusion_matrix_figure.ts";
import { precisionRecallFigure, rocFigure } from "./curve_figures.ts";
import type { Figure } from "./figure.ts";
import { figureText, intervalText } from "./figure_text.ts";
import { foldsFigure } from "./folds_figure.ts";
import { rejectionFigure } from "./rejection_figure.ts";
import { tableHtml } from "./html_table.ts";

/** A longer list is in the evaluation's JSON. */
const MOST_CONFUSED = 20;

/** The figures of an evaluation, in the order in which a reader needs them. */
export function evaluationFigures(evaluation: Evaluation | ClassFilterEvaluation): Figure[] {
  if (evaluation.task === "class-filter") return [];
  const { classes, calibration, folds } = evaluation;
  return [
    ...(evaluation.task === "multi-class"
      ? [confusionMatrixFigure(evaluation.confusion, evaluation.labels)]
      : []),
    ...(classes.length > 1 ? [classScoresFigure(classes)] : []),
    rocFigure(classes),
    precisionRecallFigure(classes),
    ...(calibration ? [calibrationFigure(calibration)] : []),
    ...(evaluation.task === "multi-class" ? [rejectionFigure(evaluation.rejection)] : []),
    ...(folds.length > 0 ? [foldsFigure(folds)] : []),
  ];
}

/** The tables of an evaluation as HTML. */
export function evaluationTables(evaluation: Evaluation | ClassFilterEvaluation): string {
  if (evaluation.task === "class-filter") return decisionTable(evaluation);
  const { classes, folds, confused } = evaluation;
  return [
    ...(evaluation.task === "binary"
      ? [section("Decisions", decisionTable(evaluation.decisions))]
      : []),
    section("Classes", classTable(classes)),
    ...(folds.length > 0 ? [section("Folds", foldTable(folds))] : []),
    ...(confused.length > 0
      ? [section("Wrong answers that the model was surest of", confusedTable(confused))]
      : []),
  ].join("\n");
}

function section(title: string, table: string): string {
  return `<h3>${title}</h3>\n${table}`;
}

function decisionTable(
  { truePositives, falsePositives, falseNegatives, trueNegatives }: Pick<
    ClassFilterEvaluation,
    "truePositives" | "falsePositives" | "falseNegatives" | "trueNegatives"
  >,
): string {
  return tableHtml([{ name: "", words: true }, { name: "decided yes" }, { name: "decided no" }], [
    ["truly yes", String(truePositives), String(falseNegatives)],
    ["truly no", String(falsePositives), String(trueNegatives)],
  ]);
}

function classTable(classes: readonly ClassReport[]): string {
  const columns = [
    { name: "class", words: true as const },
    { name: "clips" },
    { name: "precision" },
    { name: "recall" },
    { name: "F1" },
    { name: "F1 interval" },
    { name: "ROC area" },
    { name: "average precision" },
  ];
  const rows = classes.map((report) => [
    report.label,
    String(report.support),
    figureText(report.precision),
    figureText(report.recall),
    figureText(report.f1),
    intervalText(report.f1Interval),
    figureText(report.roc?.auc ?? null),
    figureText(report.precisionRecall?.averagePrecision ?? null),
  ]);
  return tableHtml(columns, rows);
}

function foldTable(folds: readonly FoldReport[]): string {
  const columns = [
    { name: "fold" },
    { name: "clips" },
    { name: "accuracy" },
    { name: "interval" },
    { name: "macro F1" },
  ];
  const rows = folds.map(({ fold, count, accuracy, accuracyInterval, macroF1 }) => [
    String(fold),
    String(count),
    figureText(accuracy),
    intervalText(accuracyInterval),
    figureText(macroF1),
  ]);
  return tableHtml(columns, rows);
}

function confusedTable(confused: readonly ConfusedClip[]): string {
  const columns = [
    { name: "clip", words: true as const },
    { name: "truth", words: true as const },
    { name: "answer", words: true as const },
    { name: "probability" },
  ];
  const names = (labels: readonly string[]) => labels.join(", ") || "none";
  const rows = confused.slice(0, MOST_CONFUSED).map(({ id, truth, predicted, probability }) => [
    id,
    names(truth),
    names(predicted),
    figureText(probability),
  ]);
  return tableHtml(columns, rows);
}
