import { percent } from "../cli/percent.ts";
import type { Figure, Json } from "./figure.ts";
import { axis, heightOfRows, layout } from "./style.ts";

/** From this part of a class's clips on, numbers are white. */
const STRONG = 0.4;

/** Weak below STRONG and full above it: on a blue in between, neither grey nor white could be read. */
const FILL_SCALE: Json = [
  [0, "rgba(47,127,193,0.04)"],
  [STRONG, "rgba(47,127,193,0.2)"],
  [STRONG, "rgba(47,127,193,0.85)"],
  [1, "rgb(31,95,152)"],
];

/**
 * Clips by true and predicted class. The colour is the part of the true class's clips, the number their
 * count.
 *
 * @param matrix Rows are true classes, columns predicted ones.
 */
export function confusionMatrixFigure(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
): Figure {
  const support = matrix.map((row) => row.reduce((total, count) => total + count, 0));
  const part = (count: number, row: number) => count / Math.max(1, support[row] ?? 1);
  const cells = matrix.flatMap((counts, row) =>
    counts.map((count, column) => ({ count, row, column, part: part(count, row) }))
  );
  return {
    data: [{
      type: "heatmap",
      x: [...labels],
      y: [...labels],
      z: matrix.map((counts, row) => counts.map((count) => part(count, row))),
      text: matrix.map((counts, row) =>
        counts.map((count) => `${count} (${percent(part(count, row))})`)
      ),
      hovertemplate: "true: %{y}<br>predicted: %{x}<br>%{text}<extra></extra>",
      colorscale: FILL_SCALE,
      zmin: 0,
      zmax: 1,
      showscale: false,
      xgap: 1,
      ygap: 1,
    }],
    layout: layout(
      "Confusion matrix",
      axis("predicted", { showgrid: false, zeroline: false, tickangle: -45, type: "category" }),
      axis("true", { showgrid: false, zeroline: false, autorange: "reversed", type: "category" }),
      {
        height: heightOfRows(labels.length),
        annotations: cells.filter(({ count }) => count > 0)
          .map((cell) => annotation(cell, labels.length > 20 ? 9 : 12)),
      },
    ),
  };
}

/** Where the fill is weak the text has the page's colour, so that both themes can show it. */
function annotation(
  { count, row, column, part }: { count: number; row: number; column: number; part: number },
  size: number,
): Json {
  return {
    x: column,
    y: row,
    text: String(count),
    showarrow: false,
    font: part > STRONG ? { size, color: "#ffffff" } : { size },
  };
}
