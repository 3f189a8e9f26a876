import type { Figure } from "./figure.ts";
import { axis, heightOfRows, layout, LEGEND, seriesStyle } from "./style.ts";

/** What is counted of a clip. */
export interface FoldedClip {
  labels: readonly string[];
  fold?: number | undefined;
}

/** How many clips each class has in each fold, the largest class on top; a clip counts for each of its labels. */
export function foldBalanceFigure(clips: readonly FoldedClip[]): Figure {
  const place = ({ fold }: FoldedClip) => fold === undefined ? "no fold" : `fold ${fold}`;
  return balanceFigure(clips.map((clip) => ({ labels: clip.labels, place: place(clip) })), "fold");
}

/** How many clips each class has in each split, as {@linkcode foldBalanceFigure}. */
export function splitBalanceFigure(
  clips: readonly { labels: readonly string[]; split?: string | undefined }[],
): Figure {
  const placed = clips.map(({ labels, split = "no split" }) => ({ labels, place: split }));
  return balanceFigure(placed, "split");
}

/** By name, those without one last. */
function inOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  const isNone = (name: string) => Number(name.startsWith("no "));
  return isNone(a) - isNone(b) || a.localeCompare(b, "en", { numeric: true });
}

function balanceFigure(
  clips: readonly { labels: readonly string[]; place: string }[],
  kind: "fold" | "split",
): Figure {
  const counted = clips.flatMap(({ labels, place }) => labels.map((label) => ({ label, place })));
  const classes = [...Map.groupBy(counted, ({ label }) => label)]
    .sort(([a, own], [b, other]) => other.length - own.length || a.localeCompare(b))
    .map(([label]) => label);
  const places = [...Map.groupBy(counted, ({ place }) => place)].sort(inOrder);
  return {
    data: places.map(([place, own], index) => {
      const byClass = Map.groupBy(own, ({ label }) => label);
      const counts = classes.map((name) => byClass.get(name)?.length ?? 0);
      return {
        type: "bar",
        orientation: "h",
        name: place,
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
      `${clips.length} clips in ${classes.length} classes, by ${kind}`,
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
