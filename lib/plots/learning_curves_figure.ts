import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/** One value after each epoch, such as the validation loss of a fold. */
export interface LearningCurve {
  name: string;
  values: readonly number[];
}

/**
 * Curves over epochs, the first epoch being 1.
 *
 * @param quantity What the values are, such as "loss".
 */
export function learningCurvesFigure(
  curves: readonly LearningCurve[],
  quantity = "loss",
): Figure {
  return {
    data: curves.map(({ name, values }, index) => ({
      type: "scatter",
      mode: values.length > 1 ? "lines" : "markers",
      name,
      x: values.map((_, epoch) => epoch + 1),
      y: [...values],
      line: { ...seriesStyle(index), width: 2 },
    })),
    layout: layout(
      "Learning curves",
      axis("epoch", { rangemode: "tozero" }),
      axis(quantity, { rangemode: "tozero" }),
      { showlegend: true },
    ),
  };
}
