import { LOG_MEL_HOP_SECONDS } from "../backbone/log_mel_graph.ts";
import { MEL_BANDS, melBandOf } from "../backbone/mel_filterbank.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, SPECTRUM_SCALE } from "./style.ts";

const TICKS_HZ = [250, 500, 1000, 2000, 4000, 7000];

/**
 * A log-mel spectrogram as a heat map, without the silence that pads the clip to whole frames.
 *
 * @param logMel T × 64, row-major: a backbone's output `log_mel`.
 * @param title What it is of.
 */
export function logMelFigure(
  logMel: Float32Array,
  { durationSeconds, title = "Log-mel spectrogram" }: { durationSeconds: number; title?: string },
): Figure {
  const rows = Math.ceil(durationSeconds / LOG_MEL_HOP_SECONDS);
  const steps = Math.min(Math.floor(logMel.length / MEL_BANDS), rows);
  const band = (index: number) =>
    Array.from({ length: steps }, (_, step) => rounded(logMel[step * MEL_BANDS + index] ?? 0));
  return {
    data: [{
      type: "heatmap",
      x0: 0,
      dx: LOG_MEL_HOP_SECONDS,
      z: Array.from({ length: MEL_BANDS }, (_, index) => band(index)),
      colorscale: SPECTRUM_SCALE,
      colorbar: { title: { text: "ln" }, thickness: 12 },
      hovertemplate: "%{x:.2f} s, mel band %{y}: %{z:.2f}<extra></extra>",
    }],
    layout: layout(
      title,
      axis("seconds", { showgrid: false, zeroline: false }),
      axis("Hz, on the mel scale", {
        showgrid: false,
        zeroline: false,
        tickvals: TICKS_HZ.map(melBandOf),
        ticktext: TICKS_HZ.map(String),
      }),
      { height: 300 },
    ),
  };
}

/** What no eye can tell apart would make a figure three times as large. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
