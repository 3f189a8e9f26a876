import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { Interval } from "../evaluation/wilson.ts";
import { escapeHtml } from "../notebook/escape_html.ts";

/** A headline figure as the report shows it. */
export interface Tile {
  name: string;
  value: number | null;
  interval?: Interval | null;
}

/** The figures that a reader wants first. */
export function headlineTiles(evaluation: Evaluation | ClassFilterEvaluation): Tile[] {
  const { count, accuracy, accuracyInterval } = evaluation;
  const first = [{ name: "clips", value: count }, {
    name: "accuracy",
    value: accuracy,
    interval: accuracyInterval,
  }];
  if (evaluation.task === "class-filter") return [...first, ...decisionTiles(evaluation)];
  const last = [
    { name: "ROC area", value: evaluation.rocAuc },
    { name: "average precision", value: evaluation.averagePrecision },
    { name: "calibration error", value: evaluation.calibration.ece },
    { name: "log loss", value: evaluation.logLoss },
  ];
  if (evaluation.task === "binary") {
    return [...first, ...decisionTiles(evaluation.decisions), ...last];
  }
  return [
    ...first,
    { name: "macro F1", value: evaluation.macro.f1, interval: evaluation.macroF1Interval },
    ...(evaluation.task === "multi-class"
      ? [{ name: "balanced accuracy", value: evaluation.balancedAccuracy }]
      : [{ name: "micro F1", value: evaluation.micro.f1 }]),
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
    { name: "F1", value: f1, interval: f1Interval },
    { name: "precision", value: precision },
    { name: "recall", value: recall },
  ];
}

export function tilesHtml(tiles: readonly Tile[]): string {
  const items = tiles.map(({ name, value, interval }) =>
    `<div class="tile"><span>${escapeHtml(name)}</span><b>${figureText(value)}</b>` +
    `<span>${interval ? intervalText(interval) : ""}</span></div>`
  );
  return `<div class="tiles">${items.join("\n")}</div>`;
}

/** A table; numbers are shown with three decimals, the words' columns are left-aligned. */
export function tableHtml(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  if (rows.length === 0) return "";
  const cell = (tag: string, value: string | number | null) =>
    typeof value === "string"
      ? `<${tag} class="text">${escapeHtml(value)}</${tag}>`
      : `<${tag}>${figureText(value)}</${tag}>`;
  const isText = (column: number) => typeof rows[0]?.[column] === "string";
  const head = header.map((name, column) =>
    `<th${isText(column) ? ' class="text"' : ""}>${escapeHtml(name)}</th>`
  );
  const body = rows.map((row) => `<tr>${row.map((value) => cell("td", value)).join("")}</tr>`);
  return `<div class="table"><table><thead><tr>${head.join("")}</tr></thead>` +
    `<tbody>${body.join("\n")}</tbody></table></div>`;
}

/** Whole numbers as they are, others with three decimals, what is undefined as a dash. */
export function figureText(value: number | null): string {
  if (value === null) return "–";
  return Number.isInteger(value) && Math.abs(value) > 1 ? String(value) : value.toFixed(3);
}

export function intervalText({ low, high }: Interval): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}
