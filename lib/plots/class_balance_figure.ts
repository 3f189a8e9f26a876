import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/**
 * How many clips each class has.
 *
 * @param clips The labels of each clip: one for multi-class data, any number for multi-label data.
 */
export function classBalanceFigure(clips: readonly (readonly string[])[]): Figure {
  const groups = Map.groupBy(clips.flat(), (label) => label);
  const counts = [...groups]
    .map(([label, { length }]) => ({ label, count: length }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  return {
    data: [{
      type: "bar",
      orientation: "h",
      x: counts.map(({ count }) => count),
      y: counts.map(({ label }) => label),
      text: counts.map(({ count }) => String(count)),
      textposition: "auto",
      marker: { color: seriesStyle(0).color }, // full, so that numbers can be read on it
      insidetextfont: { color: "#ffffff" },
      hovertemplate: "%{y}: %{x}<extra></extra>",
    }],
    layout: layout(
      `${clips.length} clips in ${counts.length} classes`,
      axis("clips", { rangemode: "tozero" }),
      axis("", { type: "category", autorange: "reversed" }),
      { height: heightOfRows(counts.length) },
    ),
  };
}
