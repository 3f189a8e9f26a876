import { percent } from "../cli/percent.ts";
import type { Rejection } from "../evaluation/rejection.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/** What is left, and how much of it is right, when clips below a threshold are "none of these". */
export function rejectionFigure({ keep, chosen, curve }: Rejection): Figure {
  const thresholds = curve.map(({ threshold }) => threshold);
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "coverage: clips that get an answer",
        x: thresholds,
        y: curve.map(({ coverage }) => coverage),
        line: { ...seriesStyle(0), width: 2 },
      },
      {
        type: "scatter",
        mode: "lines",
        name: "accuracy of these answers",
        x: thresholds,
        y: curve.map(({ accuracy }) => accuracy),
        line: { ...seriesStyle(1), dash: "dash", width: 2 },
      },
      ...(chosen === null ? [] : [{
        type: "scatter",
        mode: "lines",
        name: `${chosen.threshold.toFixed(3)} keeps ${percent(keep)} of the right ones`,
        x: [chosen.threshold, chosen.threshold],
        y: [0, 1],
        line: { color: NEUTRAL, dash: "dot", width: 2 },
        hoverinfo: "skip",
      }]),
    ],
    layout: layout(
      'Threshold for "none of these"',
      axis("lowest confidence that gets an answer", { range: [-0.02, 1.02] }),
      axis("part", { range: [0, 1.05] }),
    ),
  };
}
