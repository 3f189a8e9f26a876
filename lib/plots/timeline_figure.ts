import { frameTimes } from "../audio/frames.ts";
import { bestClasses } from "./best_classes.ts";
import type { Figure } from "./figure.ts";
import { axis, FILL_SCALE, heightOfRows, layout } from "./style.ts";

/**
 * A clip's best classes over time, one column a frame, the class of highest mean on top.
 *
 * @param scores F × C, row-major, each in [0, 1].
 * @param labels Names of the C columns.
 */
export function timelineFigure(
  scores: Float32Array,
  labels: readonly string[],
  { durationSeconds }: { durationSeconds: number },
): Figure {
  const frames = scores.length / labels.length;
  const best = bestClasses(scores, labels);
  const times = Array.from({ length: frames }, (_, frame) => frameTimes(frame, durationSeconds));
  return {
    data: [{
      type: "heatmap",
      x: times.map(({ startMs }) => startMs / 1000),
      y: best.map(({ label }) => label),
      z: best.map(({ scores }) => scores),
      zmin: 0,
      zmax: 1,
      xgap: 1,
      ygap: 1,
      colorscale: FILL_SCALE,
      colorbar: { title: { text: "score" }, thickness: 12 },
      hovertemplate: "%{y} from %{x:.2f} s: %{z:.3f}<extra></extra>",
    }],
    layout: layout(
      "Best classes over time",
      axis("start of the frame, seconds", { showgrid: false, zeroline: false }),
      axis("", { showgrid: false, zeroline: false, type: "category", autorange: "reversed" }),
      { height: heightOfRows(best.length) },
    ),
  };
}
