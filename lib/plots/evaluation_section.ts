import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { calibrationFigure } from "./calibration_figure.ts";
import { classScoresFigure } from "./class_scores_figure.ts";
import { confusionMatrixFigure } from "./confusion_matrix_figure.ts";
import { precisionRecallFigure, rocFigure } from "./curve_figures.ts";
import type { Figure } from "./figure.ts";
import { foldsFigure } from "./folds_figure.ts";
import { rejectionFigure } from "./rejection_figure.ts";
import { intervalText, tableHtml } from "./report_parts.ts";

/** The figures of an evaluation, in the order in which a reader needs them. */
export function evaluationFigures(evaluation: Evaluation | ClassFilterEvaluation): Figure[] {
  if (evaluation.task === "class-filter") return [];
  const { classes, calibration, folds } = evaluation;
  return [
    ...(evaluation.task === "multi-class"
      ? [confusionMatrixFigure(evaluation.confusion, evaluation.labels)]
      : []),
    classScoresFigure(classes),
    rocFigure(classes),
    precisionRecallFigure(classes),
    calibrationFigure(calibration),
    ...(evaluation.task === "multi-class" ? [rejectionFigure(evaluation.rejection)] : []),
    ...(folds.length > 0 ? [foldsFigure(folds)] : []),
  ];
}

/** The tables of an evaluation as HTML. */
export function evaluationTables(evaluation: Evaluation | ClassFilterEvaluation): string {
  if (evaluation.task === "class-filter") return decisionTable(evaluation);
  return [
    evaluation.task === "binary" ? decisionTable(evaluation.decisions) : "",
    section("Classes", classTable(evaluation)),
    section("Folds", foldTable(evaluation)),
    section("Wrong answers that the model was surest of", confusedTable(evaluation)),
  ].join("\n");
}

function section(title: string, content: string): string {
  return content === "" ? "" : `<h3>${title}</h3>\n${content}`;
}

function decisionTable(
  { truePositives, falsePositives, falseNegatives, trueNegatives }: Pick<
    ClassFilterEvaluation,
    "truePositives" | "falsePositives" | "falseNegatives" | "trueNegatives"
  >,
): string {
  return tableHtml(["", "decided yes", "decided no"], [
    ["truly yes", String(truePositives), String(falseNegatives)],
    ["truly no", String(falsePositives), String(trueNegatives)],
  ]);
}

function classTable({ classes }: Evaluation): string {
  return tableHtml(
    ["class", "clips", "precision", "recall", "F1", "F1 interval", "ROC area", "avg. precision"],
    classes.map(({ label, support, precision, recall, f1, f1Interval, roc, precisionRecall }) => [
      label,
      String(support),
      precision,
      recall,
      f1,
      f1Interval ? intervalText(f1Interval) : "–",
      roc?.auc ?? null,
      precisionRecall?.averagePrecision ?? null,
    ]),
  );
}

function foldTable({ folds }: Evaluation): string {
  return tableHtml(
    ["fold", "clips", "accuracy", "interval", "macro F1"],
    folds.map(({ fold, count, accuracy, accuracyInterval, macroF1 }) => [
      String(fold),
      String(count),
      accuracy,
      accuracyInterval ? intervalText(accuracyInterval) : "–",
      macroF1,
    ]),
  );
}

function confusedTable({ confused }: Evaluation): string {
  const names = (labels: readonly string[]) => labels.join(", ") || "none";
  return tableHtml(
    ["clip", "truth", "answer", "probability"],
    confused.map(({ id, truth, predicted, probability }) => [
      id,
      names(truth),
      names(predicted),
      probability,
    ]),
  );
}
