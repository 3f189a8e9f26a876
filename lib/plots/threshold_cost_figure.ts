import type { ThresholdChoice } from "../evaluation/choose_threshold.ts";
import type { Figure, Json } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/** What deciding for a class at each threshold costs, and where the cheapest one is. */
export function thresholdCostFigure(
  { curve, best, atDefault, ofTrueProbabilities }: ThresholdChoice,
  label: string,
): Figure {
  const highest = Math.max(...curve.map(({ cost }) => cost));
  const steps = curve.toReversed();
  const first = steps[0];
  // A cost holds from the next lower score up to its own; without an alarm, up to 1.
  const corners = [...first ? [{ ...first, threshold: 0 }] : [], ...steps]
    .map((point) => ({ ...point, threshold: Math.min(1, point.threshold) }));
  const line = (name: string, threshold: number, color: string, dash: string) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: [Math.min(1, threshold), Math.min(1, threshold)],
    y: [0, highest],
    line: { color, dash, width: 2 },
    hoverinfo: "skip",
  });
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "cost",
        x: corners.map(({ threshold }) => threshold),
        y: corners.map(({ cost }) => cost),
        customdata: corners.map(({ misses, falseAlarms }): Json => [misses, falseAlarms]),
        hovertemplate:
          "up to %{x:.3f}: %{customdata[0]} misses, %{customdata[1]} false alarms, cost %{y:.3f}",
        line: { color: seriesStyle(0).color, width: 2, shape: "vh" },
      },
      line(bestName(best), best.threshold, seriesStyle(1).color, "solid"),
      line(
        `${atDefault.threshold}: costs ${atDefault.cost.toFixed(3)}`,
        atDefault.threshold,
        NEUTRAL,
        "dot",
      ),
      line(
        `${ofTrueProbabilities.toFixed(3)}: where it would be for true probabilities`,
        ofTrueProbabilities,
        seriesStyle(2).color,
        "dash",
      ),
    ],
    layout: layout(
      `Threshold for "${label}" by what mistakes cost`,
      axis("lowest probability that counts as yes", { range: [-0.02, 1.02] }),
      axis("cost a clip", { range: [-0.04 * highest, 1.04 * highest] }),
      { height: 420 },
    ),
  };
}

function bestName({ threshold, cost }: ThresholdChoice["best"]): string {
  const at = threshold === Infinity ? "never" : threshold.toFixed(3);
  return `${at}: cheapest, costs ${cost.toFixed(3)}`;
}
