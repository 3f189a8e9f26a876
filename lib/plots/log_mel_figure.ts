import type { Figure } from "./figure.ts";
import { axis, layout, SPECTRUM_SCALE } from "./style.ts";

/** YAMNet's: one spectrum every 10 ms. */
const LOG_MEL_HOP_SECONDS = 0.01;

/**
 * A log-mel spectrogram as a heat map.
 *
 * @param logMel T × `bands`, row-major.
 */
export function logMelFigure(logMel: Float32Array, bands = 64): Figure {
  const steps = Math.floor(logMel.length / bands);
  const band = (index: number) =>
    Array.from({ length: steps }, (_, step) => logMel[step * bands + index] ?? 0);
  return {
    data: [{
      type: "heatmap",
      x0: 0,
      dx: LOG_MEL_HOP_SECONDS,
      z: Array.from({ length: bands }, (_, index) => band(index)),
      colorscale: SPECTRUM_SCALE,
      colorbar: { title: { text: "log" }, thickness: 12 },
      hovertemplate: "%{x:.2f} s, mel band %{y}: %{z:.2f}<extra></extra>",
    }],
    layout: layout(
      "Log-mel spectrogram",
      axis("seconds", { showgrid: false, zeroline: false }),
      axis("mel band", { showgrid: false, zeroline: false }),
      { height: 300 },
    ),
  };
}
