import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Interval } from "../evaluation/wilson.ts";
import { escapeHtml } from "./escape_html.ts";
import { figureText, intervalText } from "./figure_text.ts";

/** A headline figure as the report shows it. */
export interface Tile {
  name: string;
  text: string;
  interval?: Interval | null;
}

/** The figures that a reader wants first. */
export function headlineTiles(evaluation: Evaluation | ClassFilterEvaluation): Tile[] {
  const { count, accuracy, accuracyInterval } = evaluation;
  const first = [
    { name: "clips", text: String(count) },
    { name: "accuracy", text: figureText(accuracy), interval: accuracyInterval },
  ];
  if (evaluation.task === "class-filter") return [...first, ...decisionTiles(evaluation)];
  const last = [
    { name: "ROC area", text: figureText(evaluation.rocAuc) },
    { name: "average precision", text: figureText(evaluation.averagePrecision) },
    ...(evaluation.calibration
      ? [{ name: "calibration error", text: figureText(evaluation.calibration.ece) }]
      : []),
    ...(evaluation.logLoss === null
      ? []
      : [{ name: "log loss", text: figureText(evaluation.logLoss) }]),
  ];
  if (evaluation.task === "binary") {
    return [...first, ...decisionTiles(evaluation.decisions), ...last];
  }
  return [
    ...first,
    {
      name: "macro F1",
      text: figureText(evaluation.macro.f1),
      interval: evaluation.macroF1Interval,
    },
    ...(evaluation.task === "multi-class"
      ? [{ name: "balanced accuracy", text: figureText(evaluation.balancedAccuracy) }]
      : [{ name: "micro F1", text: figureText(evaluation.micro.f1) }]),
    ...last,
  ];
}

function decisionTiles(
  { precision, recall, f1, f1Interval }: Pick<
    ClassFilterEvaluation,
    "precision" | "recall" | "f1" | "f1Interval"
  >,
): Tile[] {
  return [
    { name: "F1", text: figureText(f1), interval: f1Interval },
    { name: "precision", text: figureText(precision) },
    { name: "recall", text: figureText(recall) },
  ];
}

/** The headline figures as HTML, an interval below each figure that has one. */
export function tilesHtml(tiles: readonly Tile[]): string {
  const items = tiles.map(({ name, text, interval }) =>
    `<div class="tile"><span>${escapeHtml(name)}</span><b>${text}</b>` +
    `<span>${interval ? intervalText(interval) : ""}</span></div>`
  );
  return `<div class="tiles">${items.join("\n")}</div>`;
}
