import type { Interval } from "../evaluation/wilson.ts";
import type { Json } from "./figure.ts";
import { seriesStyle } from "./style.ts";

/** A figure of what a row is named for, with its interval. */
export interface IntervalPoint extends Interval {
  name: string;
  value: number;
}

/** Points with their intervals, a row for each. */
export function intervalPoints(
  points: readonly IntervalPoint[],
  color: string,
): Record<string, Json> {
  return {
    type: "scatter",
    mode: "markers",
    x: points.map(({ value }) => value),
    y: points.map(({ name }) => name),
    error_x: {
      type: "data",
      symmetric: false,
      array: points.map(({ value, high }) => high - value),
      arrayminus: points.map(({ value, low }) => value - low),
      color: seriesStyle(6).color,
    },
    marker: { color, size: 9 },
    hovertemplate: "%{y}: %{x:.3f}<extra></extra>",
  };
}
