import type { ClassReport } from "../evaluation/class_report.ts";
import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/** A model's figures of each class. */
export interface NamedReports {
  name: string;
  classes: readonly ClassReport[];
}

/** F1 of each class by two models: a ring for the first, a point for the second, the worst class on top. */
export function classComparisonFigure(first: NamedReports, second: NamedReports): Figure {
  const scores = [first, second].map(({ classes }) =>
    new Map(classes.flatMap(({ label, f1 }) => f1 === null ? [] : [[label, f1] as const]))
  );
  const worst = (label: string) => Math.min(...scores.map((of) => of.get(label) ?? 1));
  const labels = [...new Set(scores.flatMap((of) => [...of.keys()]))]
    .sort((a, b) => worst(a) - worst(b));
  const lowest = Math.min(1, ...labels.map(worst));
  const markers = [{ symbol: "circle-open", size: 14, line: { width: 2 } }, { size: 7 }];
  return {
    data: [first, second].map(({ name }, model) => ({
      type: "scatter",
      mode: "markers",
      name,
      x: labels.map((label) => scores[model]?.get(label) ?? null),
      y: labels,
      marker: { color: seriesStyle(model).color, ...markers[model] },
      cliponaxis: false,
      hovertemplate: "%{y}: %{x:.3f}",
    })),
    layout: layout(
      `F1 of each class: ${first.name} and ${second.name}`,
      axis("F1", { range: [Math.floor(10 * lowest) / 10 - 0.01, 1.015] }),
      axis("", { type: "category", autorange: "reversed" }),
      { height: heightOfRows(labels.length), showlegend: true },
    ),
  };
}
