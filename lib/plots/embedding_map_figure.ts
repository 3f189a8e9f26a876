import type { Figure, Json } from "./figure.ts";
import { axis, layout, markerStyle } from "./style.ts";

/** A clip on a map. */
export interface MapPoint {
  x: number;
  y: number;
  /** What gives its colour and symbol, such as its class. */
  group: string;
  /** Shown to who points at it. */
  name: string;
}

/** What a map says beside its points. */
export interface MapOptions {
  title: string;
  /** What the axes are, where they mean anything. */
  axes?: readonly [x: string, y: string];
  /** Points that are ringed, such as outliers, and what the legend calls them. */
  ringed?: { name: string; points: readonly MapPoint[] };
}

const LEGEND_ROW_PX = 19;
/** Above and below the legend, which may use the height of the map. */
const MARGINS_PX = 120;

/**
 * Clips as points in a plane, in the colour and symbol of their group. Both axes have one scale, so that
 * distances can be seen. The legend has a row for each group and lies beside the map, which grows with it.
 */
export function embeddingMapFigure(
  points: readonly MapPoint[],
  { title, axes, ringed }: MapOptions,
): Figure {
  const groups = [...Map.groupBy(points, ({ group }) => group)]
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const plain = { showgrid: Boolean(axes), zeroline: false, showticklabels: Boolean(axes) };
  return {
    data: [
      ...groups.map(([name, members], index) =>
        scatter(name, members, { ...markerStyle(index), size: 7, opacity: 0.8 })
      ),
      ...(ringed ? [scatter(ringed.name, ringed.points, RING)] : []),
    ],
    layout: layout(
      title,
      axis(axes?.[0] ?? "", plain),
      axis(axes?.[1] ?? "", { ...plain, scaleanchor: "x" }),
      {
        height: Math.max(480, MARGINS_PX + LEGEND_ROW_PX * (groups.length + 1)),
        showlegend: true,
        legend: { orientation: "v", x: 1.01, xanchor: "left", y: 1, yanchor: "top" },
        hovermode: "closest",
      },
    ),
  };
}

const RING: Json = {
  symbol: "circle-open",
  size: 15,
  color: "#7b8088",
  line: { width: 2 },
};

function scatter(name: string, points: readonly MapPoint[], marker: Json): Record<string, Json> {
  return {
    type: "scatter",
    mode: "markers",
    name,
    x: points.map(({ x }) => rounded(x)),
    y: points.map(({ y }) => rounded(y)),
    text: points.map(({ name }) => name),
    marker,
    hovertemplate: "%{text}",
  };
}

/** To what a screen can show. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
