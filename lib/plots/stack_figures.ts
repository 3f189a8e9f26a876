import type { Figure, Json } from "./figure.ts";
import { layout } from "./style.ts";

/** What a figure's title and its x axis take of its height; a stack has them once. */
const EDGES_PX = 100;

const GAP_PX = 24;

/**
 * Puts figures above each other on one x axis, such as what was heard below the sound itself.
 *
 * @param figures From top to bottom, each with one y axis. The x axis is the last one's.
 */
export function stackFigures(title: string, figures: readonly Figure[]): Figure {
  const rows = rowsOf(figures);
  const last = figures.at(-1)?.layout ?? {};
  const yaxes = figures.map(({ layout }, row) => {
    const { bottom = 0, top = 1 } = rows[row] ?? {};
    return [axisName("yaxis", row), { ...objectOf(layout["yaxis"]), domain: [bottom, top] }];
  });
  return {
    data: figures.flatMap(({ data, layout }, row) =>
      data.map((trace) => ({
        ...trace,
        yaxis: axisName("y", row),
        showlegend: layout["showlegend"] !== false && trace["name"] !== undefined,
        ...(trace["colorbar"] && { colorbar: beside(objectOf(trace["colorbar"]), rows[row]) }),
      }))
    ),
    layout: {
      ...layout(
        title,
        { ...objectOf(last["xaxis"]), anchor: axisName("y", figures.length - 1) },
        {},
      ),
      ...Object.fromEntries(yaxes),
      height: heightOf(figures) + EDGES_PX,
      showlegend: true,
    },
  };
}

/** The part of the plot that a row has, from 0 at the bottom to 1 at the top. */
interface Row {
  bottom: number;
  top: number;
}

function rowsOf(figures: readonly Figure[]): Row[] {
  const total = heightOf(figures);
  return figures.map((figure, row) => {
    const above = figures.slice(0, row);
    const top = total - heightOf(above) - (above.length > 0 ? GAP_PX : 0);
    return { bottom: (top - ownHeight(figure)) / total, top: top / total };
  });
}

/** Of all rows and the gaps between them, in pixels. */
function heightOf(figures: readonly Figure[]): number {
  return figures.reduce((sum, figure, row) => sum + ownHeight(figure) + (row > 0 ? GAP_PX : 0), 0);
}

function ownHeight({ layout }: Figure): number {
  return Number(layout["height"]) - EDGES_PX;
}

function beside(colorbar: Record<string, Json>, row: Row = { bottom: 0, top: 1 }): Json {
  return { ...colorbar, y: (row.bottom + row.top) / 2, len: row.top - row.bottom };
}

/** Plotly's names: "y", "y2", "y3". */
function axisName(letter: "y" | "yaxis", row: number): string {
  return row === 0 ? letter : `${letter}${row + 1}`;
}

function objectOf(value: Json | undefined): Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
