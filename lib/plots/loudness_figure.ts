import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, seriesStyle } from "./style.ts";

/** A clip and how loud it is. */
export interface LoudClip {
  /** Shown to who points at it. */
  name: string;
  group: string;
  /** Root mean square, see `soundLevels()`. */
  rmsDbfs: number;
}

/** How loud the clips of each class are: every clip, and the quartiles of its class. */
export function loudnessFigure(clips: readonly LoudClip[]): Figure {
  const groups = new Set(clips.map(({ group }) => group));
  const inOrder = clips.toSorted((a, b) => a.group.localeCompare(b.group));
  const { color } = seriesStyle(0);
  return {
    data: [{
      type: "box",
      orientation: "h",
      x: inOrder.map(({ rmsDbfs }) => Math.round(100 * rmsDbfs) / 100),
      y: inOrder.map(({ group }) => group),
      text: inOrder.map(({ name }) => name),
      boxpoints: "all",
      jitter: 0.4,
      pointpos: 0,
      hoveron: "points",
      fillcolor: "rgba(127,127,127,0.12)",
      line: { color: seriesStyle(6).color, width: 1 },
      marker: { color, size: 5, opacity: 0.7 },
      hovertemplate: "%{text}: %{x:.1f} dBFS<extra></extra>",
    }],
    layout: layout(
      "How loud the clips are",
      axis("root mean square, dBFS"),
      axis("", { type: "category", autorange: "reversed" }),
      { height: heightOfRows(groups.size) },
    ),
  };
}
