import type { Calibration } from "../evaluation/calibration.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/** How often answers of each confidence are right; on the diagonal the model is as good as it says. */
export function calibrationFigure({ ece, bins }: Calibration): Figure {
  const filled = bins.filter(({ count }) => count > 0);
  return {
    data: [
      {
        type: "bar",
        name: "observed",
        x: filled.map(({ low, high }) => (low + high) / 2),
        y: filled.map(({ accuracy }) => accuracy),
        width: 0.09,
        marker: { color: seriesStyle(0).color, opacity: 0.55 },
        text: filled.map(({ count }) => `${count}`),
        textposition: "outside",
        cliponaxis: false,
        hovertemplate: "%{text} clips, %{y:.3f} right",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "mean confidence and accuracy",
        x: filled.map(({ confidence }) => confidence),
        y: filled.map(({ accuracy }) => accuracy),
        marker: { color: seriesStyle(1).color, size: 8 },
      },
      {
        type: "scatter",
        mode: "lines",
        name: "perfect",
        x: [0, 1],
        y: [0, 1],
        line: { color: NEUTRAL, dash: "dot", width: 1 },
        hoverinfo: "skip",
      },
    ],
    layout: layout(
      `Calibration (error ${ece.toFixed(3)})`,
      axis("confidence", { range: [0, 1] }),
      axis("part that is right", { range: [0, 1.1] }),
    ),
  };
}
