import type { ClassReport } from "../evaluation/class_report.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/** More names than this would leave no room for the curves; they still show on hover. */
const MOST_NAMES = 20;

const UNIT_RANGE = { range: [-0.02, 1.02] };

/** ROC curves, each class against the rest, and the line of guessing. */
export function rocFigure(classes: readonly ClassReport[]): Figure {
  const curves = classes.flatMap(({ label, roc }, index) =>
    roc === null ? [] : [{
      type: "scatter",
      mode: "lines",
      name: `${label} (${roc.auc.toFixed(3)})`,
      x: roc.falsePositiveRate,
      y: roc.truePositiveRate,
      line: { ...seriesStyle(index), width: 2 },
    }]
  );
  return {
    data: [...curves, {
      type: "scatter",
      mode: "lines",
      name: "guessing (0.500)",
      x: [0, 1],
      y: [0, 1],
      line: { color: NEUTRAL, dash: "dot", width: 1 },
      hoverinfo: "skip",
    }],
    layout: layout(
      "ROC curves (area)",
      axis("false positive rate", UNIT_RANGE),
      axis("true positive rate", UNIT_RANGE),
      legendRoom(classes.length),
    ),
  };
}

/** Precision over recall, each class against the rest. */
export function precisionRecallFigure(classes: readonly ClassReport[]): Figure {
  const curves = classes.flatMap(({ label, precisionRecall }, index) =>
    precisionRecall === null ? [] : [{
      type: "scatter",
      mode: "lines",
      name: `${label} (${precisionRecall.averagePrecision.toFixed(3)})`,
      // The area is a sum of steps, and the first step begins at recall 0.
      x: [0, ...precisionRecall.recall],
      y: [precisionRecall.precision[0] ?? 1, ...precisionRecall.precision],
      customdata: [null, ...precisionRecall.threshold],
      hovertemplate: "recall %{x:.3f}, precision %{y:.3f}, threshold %{customdata:.3f}",
      line: { ...seriesStyle(index), width: 2, shape: "vh" },
    }]
  );
  return {
    data: curves,
    layout: layout(
      "Precision over recall (average precision)",
      axis("recall", UNIT_RANGE),
      axis("precision", UNIT_RANGE),
      legendRoom(classes.length),
    ),
  };
}

/** The legend stands below in two columns or more. */
function legendRoom(classes: number): { height: number; showlegend: boolean } {
  return classes > MOST_NAMES
    ? { height: 380, showlegend: false }
    : { height: 360 + 10 * classes, showlegend: true };
}
