import type { ClassReport } from "../evaluation/class_report.ts";
import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/** F1 of each class with its 95 % interval, the worst on top. */
export function classScoresFigure(classes: readonly ClassReport[]): Figure {
  const known = classes
    .flatMap(({ label, f1, f1Interval }) =>
      f1 === null || f1Interval === null ? [] : [{ label, f1, ...f1Interval }]
    )
    .sort((a, b) => a.f1 - b.f1);
  const lowest = Math.min(1, ...known.map(({ low }) => low));
  return {
    data: [{
      type: "scatter",
      mode: "markers",
      x: known.map(({ f1 }) => f1),
      y: known.map(({ label }) => label),
      error_x: {
        type: "data",
        symmetric: false,
        array: known.map(({ f1, high }) => high - f1),
        arrayminus: known.map(({ f1, low }) => f1 - low),
        color: seriesStyle(6).color,
      },
      marker: { color: seriesStyle(0).color, size: 9 },
      hovertemplate: "%{y}: %{x:.3f}<extra></extra>",
    }],
    layout: layout(
      "F1 of each class, with 95 % intervals",
      axis("F1", { range: [Math.floor(10 * lowest) / 10 - 0.01, 1.01] }),
      axis("", { type: "category", autorange: "reversed" }),
      { height: heightOfRows(known.length) },
    ),
  };
}
