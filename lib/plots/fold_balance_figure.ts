import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, LEGEND, seriesStyle } from "./style.ts";

/** What is counted of a clip. */
export interface FoldedClip {
  labels: readonly string[];
  fold?: number | undefined;
}

/** How many clips each class has in each fold, the largest class on top; a clip counts for each of its labels. */
export function foldBalanceFigure(clips: readonly FoldedClip[]): Figure {
  const counted = clips.flatMap(({ labels, fold }) => labels.map((label) => ({ label, fold })));
  const classes = [...Map.groupBy(counted, ({ label }) => label)]
    .sort(([a, own], [b, other]) => other.length - own.length || a.localeCompare(b))
    .map(([label]) => label);
  const folds = [...Map.groupBy(counted, ({ fold }) => fold)]
    .sort(([a = Infinity], [b = Infinity]) => a - b);
  return {
    data: folds.map(([fold, ofFold], index) => {
      const counts = classes.map((name) => ofFold.filter(({ label }) => label === name).length);
      return {
        type: "bar",
        orientation: "h",
        name: fold === undefined ? "no fold" : `fold ${fold}`,
        x: counts,
        y: classes,
        text: counts.map((count) => count === 0 ? "" : String(count)),
        textposition: "inside",
        insidetextanchor: "middle",
        textangle: 0,
        marker: { color: seriesStyle(index).color }, // full, so that numbers can be read on it
        insidetextfont: { color: "#ffffff" },
        hovertemplate: "%{y}: %{x}",
      };
    }),
    layout: layout(
      `${clips.length} clips in ${classes.length} classes, by fold`,
      axis("clips", { rangemode: "tozero" }),
      axis("", { type: "category", autorange: "reversed" }),
      {
        height: heightOfRows(classes.length),
        barmode: "stack",
        showlegend: true,
        legend: { ...LEGEND, traceorder: "normal" },
      },
    ),
  };
}
