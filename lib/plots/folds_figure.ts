import type { FoldReport } from "../evaluation/fold_reports.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** Accuracy of each fold with its 95 % interval. */
export function foldsFigure(folds: readonly FoldReport[]): Figure {
  return {
    data: [{
      type: "bar",
      x: folds.map(({ fold }) => `fold ${fold}`),
      y: folds.map(({ accuracy }) => accuracy),
      error_y: {
        type: "data",
        symmetric: false,
        array: folds.map(({ accuracy, accuracyInterval }) =>
          (accuracyInterval?.high ?? accuracy) - accuracy
        ),
        arrayminus: folds.map(({ accuracy, accuracyInterval }) =>
          accuracy - (accuracyInterval?.low ?? accuracy)
        ),
        color: seriesStyle(6).color,
      },
      marker: { color: seriesStyle(0).color, opacity: 0.75 },
      hovertemplate: "%{x}: %{y:.3f}<extra></extra>",
    }],
    layout: layout(
      "Accuracy of each fold, with 95 % intervals",
      axis("", { type: "category" }),
      axis("accuracy", { range: [0, 1.03] }),
    ),
  };
}
