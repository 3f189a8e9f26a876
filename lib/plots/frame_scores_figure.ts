import { frameTimes } from "../audio/frames.ts";
import { bestClasses } from "./best_classes.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, seriesStyle } from "./style.ts";

/**
 * A clip's best classes over time as lines, each frame in the middle of the time that it covers: made to
 * stand below a picture of the sound, see `stackFigures()`.
 *
 * @param scores F × C, row-major, each in [0, 1].
 * @param labels Names of the C columns.
 */
export function frameScoresFigure(
  scores: Float32Array,
  labels: readonly string[],
  { durationSeconds }: { durationSeconds: number },
): Figure {
  const frames = Array.from({ length: scores.length / labels.length }, (_, frame) => {
    const { startMs, endMs } = frameTimes(frame, durationSeconds);
    return { start: startMs / 1000, end: endMs / 1000 };
  });
  return {
    data: bestClasses(scores, labels).map(({ label, scores }, index) => ({
      type: "scatter",
      mode: "lines+markers",
      name: label,
      x: frames.map(({ start, end }) => (start + end) / 2),
      y: scores,
      customdata: frames.map(({ start, end }) => [start, end]),
      line: { ...seriesStyle(index), width: 2 },
      marker: { size: 6 },
      hovertemplate: "%{customdata[0]:.2f} to %{customdata[1]:.2f} s: %{y:.3f}",
    })),
    layout: layout(
      "Best classes over time",
      axis("seconds", { range: [0, durationSeconds] }),
      axis("score", { range: [-0.03, 1.03] }),
      { height: 300 },
    ),
  };
}
