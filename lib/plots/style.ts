import type { Json } from "./figure.ts";

/**
 * Line and bar colours, told apart with colour-blind eyes and readable on white and on near-black: the hues
 * of M. Okabe and K. Ito's palette, the light ones darkened.
 */
const COLORS = ["#2f7fc1", "#d55e00", "#009e73", "#b0609a", "#b98400", "#7a6bd1", "#7f7f7f"];

const DASHES = ["solid", "dash", "dot", "dashdot"];

/** Colour and dash of the n-th series: dashes tell apart what shares a colour. */
export function seriesStyle(index: number): { color: string; dash: string } {
  return {
    color: COLORS[index % COLORS.length] ?? "#7f7f7f",
    dash: DASHES[Math.floor(index / COLORS.length) % DASHES.length] ?? "solid",
  };
}

const SYMBOLS = [
  "circle",
  "diamond",
  "square",
  "triangle-up",
  "cross",
  "x",
  "star",
  "triangle-down",
  "pentagon",
  "hexagram",
];

/** Colour and symbol of the n-th group of points: symbols tell apart what shares a colour. */
export function markerStyle(index: number): { color: string; symbol: string } {
  return {
    color: COLORS[index % COLORS.length] ?? "#7f7f7f",
    symbol: SYMBOLS[Math.floor(index / COLORS.length) % SYMBOLS.length] ?? "circle",
  };
}

/** Of reference lines, such as "guessing". */
export const NEUTRAL = "#8a8f98";

/** Grid and axis lines: seen on white and on black. */
const FAINT = "rgba(128,128,128,0.28)";

/** From nothing (the page shows through) to full. */
export const FILL_SCALE: Json = [[0, "rgba(47,127,193,0.04)"], [1, "rgb(31,95,152)"]];

/** For spectra: perceptually even, safe for colour-blind eyes, the same on both backgrounds. */
export const SPECTRUM_SCALE = "Viridis";

/** Below the figure. */
export const LEGEND = { orientation: "h", yref: "container", y: 0.01, yanchor: "bottom" } as const;

/** One axis; more of Plotly's attributes go in `more`. */
export function axis(title: string, more: Record<string, Json> = {}): Record<string, Json> {
  return {
    title: { text: title, standoff: 8 },
    gridcolor: FAINT,
    zerolinecolor: FAINT,
    linecolor: FAINT,
    automargin: true,
    ...more,
  };
}

/** What all figures share: no background of their own, a grey that both themes can show, no drag (it would stop a phone from scrolling). */
export function layout(
  title: string,
  xaxis: Record<string, Json>,
  yaxis: Record<string, Json>,
  more: Record<string, Json> = {},
): Record<string, Json> {
  return {
    title: { text: title, font: { size: 15 }, x: 0.02, xanchor: "left" },
    height: 380,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 12, color: "#7b8088" },
    margin: { l: 56, r: 16, t: 44, b: 56 },
    legend: LEGEND,
    modebar: { bgcolor: "rgba(0,0,0,0)" },
    hoverlabel: { namelength: -1 },
    dragmode: false,
    xaxis,
    yaxis,
    ...more,
  };
}

/** Height in pixels of a figure that has a row for each class. */
export function heightOfRows(rows: number): number {
  return Math.max(300, 160 + 28 * rows);
}
