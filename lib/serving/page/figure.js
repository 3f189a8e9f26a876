// @ts-check
/// <reference lib="dom" />
import { outlineOf } from "./audio.js";
import { FIRST_SECONDS, HOP_SECONDS, logMel, melBandOf } from "./log_mel.js";
import { loadPlotly } from "./load_plotly.js";
import { seriesStyle } from "./series.js";

/**
 * @import { Frame } from "./api.js"
 * @import { ClassOverTime } from "./classes.js"
 * @typedef {{ durationSeconds: number, waveform: Float32Array | undefined, frames: Frame[], classes: ClassOverTime[] }} Clip
 */

/** Left and right of the time axis, in pixels: the cursor counts on them. */
export const MARGINS = { l: 44, r: 14, t: 22, b: 40 };

/** More than a screen has pixels would be drawn over each other. */
const OUTLINE_PARTS = 1000;
const TICKS_HZ = [250, 500, 1000, 2000, 4000, 7000];
const ROWS = { y: [0, 0.35], y2: [0.43, 0.77], y3: [0.85, 1] };

/** The last drawing: Plotly must not be called before it has ended. */
let turn = Promise.resolve();

/** @param {() => Promise<void>} work */
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

/**
 * Draws a clip in three rows over one time axis: waveform, log-mel spectrogram and the classes' probabilities.
 *
 * @param {HTMLElement} element
 * @param {Clip} clip
 */
export function drawFigure(element, clip) {
  const config = { displayModeBar: false, responsive: true, doubleClick: false };
  return inTurn(async () => {
    const plotly = await loadPlotly();
    const data = [...waveformTraces(clip), ...classTraces(clip)];
    await plotly.react(element, data, layoutOf(element, clip), config);
  });
}

/**
 * Takes a figure away, for a recording that is not there yet.
 *
 * @param {HTMLElement} element
 */
export function clearFigure(element) {
  return inTurn(async () => {
    if (!element.hasChildNodes()) return;
    (await loadPlotly()).purge(element);
    element.replaceChildren();
  });
}

/** @param {Clip} clip */
function waveformTraces({ waveform }) {
  if (waveform === undefined) return [];
  const { seconds, low, high } = outlineOf(waveform, OUTLINE_PARTS);
  const line = { color: "#2f7fc1", width: 1 };
  const outline = {
    type: "scatter",
    mode: "lines",
    x: seconds,
    yaxis: "y3",
    line,
    hoverinfo: "skip",
  };
  return [
    { ...outline, y: low },
    { ...outline, y: high, fill: "tonexty", fillcolor: "#2f7fc1" },
    {
      type: "heatmap",
      yaxis: "y2",
      x0: FIRST_SECONDS,
      dx: HOP_SECONDS,
      z: logMel(waveform),
      colorscale: "Viridis",
      showscale: false,
      zsmooth: "fast", // sharp cells would need a style attribute, which the page's policy forbids
      hovertemplate: "%{x:.2f} s: ln %{z:.2f}<extra></extra>",
    },
  ];
}

/** @param {Clip} clip A frame stands at its middle. */
function classTraces({ frames, classes }) {
  const middles = frames.map(({ startMs, endMs }) => (startMs + endMs) / 2000);
  return classes.map(({ label, scores }, index) => {
    const { color, dash } = seriesStyle(index);
    return {
      type: "scatter",
      mode: "lines+markers",
      name: label,
      x: middles,
      y: scores,
      line: { color, width: 2, dash: dash === "" ? "solid" : dash },
      marker: { color, size: 5 },
      hovertemplate: "%{x:.2f} s: %{y:.3f}",
    };
  });
}

/**
 * @param {HTMLElement} element
 * @param {Clip} clip
 */
function layoutOf(element, { durationSeconds, waveform }) {
  const style = getComputedStyle(element);
  /** @param {string} name */
  const color = (name) => style.getPropertyValue(name).trim();
  const lines = { gridcolor: color("--line"), zerolinecolor: color("--line"), fixedrange: true };
  const most = waveform?.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0.01) ?? 1;
  return {
    margin: MARGINS,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 12, color: color("--soft") },
    showlegend: false,
    dragmode: false, // a phone could not scroll over the figure
    hovermode: "closest",
    hoverlabel: { namelength: -1 },
    xaxis: {
      ...lines,
      range: [0, durationSeconds],
      title: { text: "seconds", standoff: 6 },
      anchor: "y",
      showgrid: false,
      zeroline: false,
    },
    yaxis: { ...lines, domain: ROWS.y, range: [-0.03, 1.03], tickvals: [0, 0.5, 1] },
    yaxis2: {
      ...lines,
      domain: ROWS.y2,
      range: [-0.5, 63.5],
      showgrid: false,
      tickvals: TICKS_HZ.map(melBandOf),
      ticktext: ["250", "500", "1k", "2k", "4k", "7k"],
    },
    yaxis3: { ...lines, domain: ROWS.y3, range: [-most, most], nticks: 3, tickformat: ".2~f" },
    annotations: [
      titleAbove(ROWS.y3, "Waveform"),
      titleAbove(ROWS.y2, "Log-mel spectrogram, Hz"),
      titleAbove(ROWS.y, "Probability of each frame of 0.96 s, at its middle"),
    ],
  };
}

/**
 * @param {number[]} row
 * @param {string} text
 */
function titleAbove([, top], text) {
  const place = { xref: "paper", yref: "paper", x: 0, y: top, xanchor: "left", yanchor: "bottom" };
  return { ...place, text, showarrow: false, font: { size: 12 } };
}
