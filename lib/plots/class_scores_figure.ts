import type { ClassReport } from "../evaluation/class_report.ts";
import type { Figure } from "./figure.ts";
import { intervalPoints } from "./interval_points.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/** F1 of each class with its 95 % interval, the worst on top. */
export function classScoresFigure(classes: readonly ClassReport[]): Figure {
  const known = classes
    .flatMap(({ label, f1, f1Interval }) =>
      f1 === null || f1Interval === null ? [] : [{ name: label, value: f1, ...f1Interval }]
    )
    .sort((a, b) => a.value - b.value);
  const lowest = Math.min(1, ...known.map(({ low }) => low));
  return {
    data: [intervalPoints(known, seriesStyle(0).color)],
    layout: layout(
      "F1 of each class, with 95 % intervals",
      axis("F1", { range: [Math.floor(10 * lowest) / 10 - 0.01, 1.01] }),
      axis("", { type: "category", autorange: "reversed" }),
      { height: heightOfRows(known.length) },
    ),
  };
}
