import { mainFigure } from "../evaluation/main_figure.ts";
import type { ComparedHead } from "../model/compare_heads.ts";
import type { Figure } from "./figure.ts";
import { intervalPoints } from "./interval_points.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/** How well each head did on clips that it had not seen, with 95 % intervals; a colour for each kind. */
export function headsFigure(heads: readonly ComparedHead[]): Figure {
  const rows = heads.flatMap(({ options, evaluation }) => {
    const { value, interval } = mainFigure(evaluation);
    if (value === null) return [];
    const { low, high } = interval ?? { low: value, high: value };
    return [{ kind: options.kind, name: `${options.kind}, ${options.pooling}`, value, low, high }];
  });
  const quantity = heads[0] ? mainFigure(heads[0].evaluation).name : "accuracy";
  const lowest = Math.min(1, ...rows.map(({ low }) => low));
  return {
    data: [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, points], index) => ({
      ...intervalPoints(points, seriesStyle(index).color),
      name: kind,
    })),
    layout: layout(
      `Out-of-fold ${quantity} of each head, with 95 % intervals`,
      axis(quantity, { range: [Math.floor(20 * lowest) / 20 - 0.005, 1.005] }),
      axis("", {
        type: "category",
        categoryorder: "array",
        categoryarray: rows.map(({ name }) => name),
        autorange: "reversed",
      }),
      { height: heightOfRows(rows.length), showlegend: false },
    ),
  };
}
