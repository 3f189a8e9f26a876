import type { ComparedHead } from "../model/compare_heads.ts";
import type { HeadOptions } from "../training/head_options.ts";
import type { Figure } from "./figure.ts";
import { axis, layout, NEUTRAL, seriesStyle } from "./style.ts";

/**
 * Loss over a hyper-parameter, of the clips that heads were trained on and of those that they had not seen:
 * where only the latter grows, heads learn their clips by heart; where both do, they learn too little. The
 * training loss is the one that was minimised: by weighed classes where they were, with dropout in a
 * perceptron.
 *
 * @param option Which of the heads' options was varied, on a logarithmic axis.
 * @param chosen Its value that a model is trained with.
 */
export function sweepFigure(
  heads: readonly ComparedHead[],
  option: "l2" | "learningRate",
  chosen: HeadOptions,
): Figure {
  const values = heads.map(({ options }) => options[option]);
  const unseen = heads.map(({ evaluation }) => evaluation.logLoss);
  const trained = heads.map(trainingLoss);
  const highest = Math.max(0, ...[...trained, ...unseen].map((loss) => loss ?? 0));
  return {
    data: [
      {
        type: "scatter",
        mode: "lines+markers",
        name: "clips not seen",
        x: values,
        y: unseen,
        cliponaxis: false,
        line: { ...seriesStyle(0), width: 2 },
      },
      {
        type: "scatter",
        mode: "lines+markers",
        name: "training clips",
        x: values,
        y: trained,
        cliponaxis: false,
        line: { ...seriesStyle(1), dash: "dot", width: 2 },
      },
      {
        type: "scatter",
        mode: "lines",
        name: `chosen: ${chosen[option]}`,
        x: [chosen[option], chosen[option]],
        y: [0, highest],
        line: { color: NEUTRAL, dash: "dash", width: 1 },
        hoverinfo: "skip",
      },
    ],
    layout: layout(
      `Loss over ${NAMES[option]}`,
      axis(NAMES[option], { type: "log", tickvals: values, ticktext: values.map(String) }),
      axis("loss", { rangemode: "tozero" }),
      { showlegend: true },
    ),
  };
}

const NAMES = { l2: "L2 penalty", learningRate: "learning rate" };

/** At the epochs whose weights were kept, mean over the folds; `null` where nothing was learned. */
function trainingLoss({ evaluation, crossValidation }: ComparedHead): number | null {
  const losses = crossValidation.folds
    .flatMap(({ history, bestEpoch }) => history[bestEpoch - 1]?.loss ?? []);
  if (losses.length === 0) return null;
  // Training sums a clip's loss over its classes where it may have several; an evaluation means it.
  const classes = evaluation.task === "multi-label" ? evaluation.labels.length : 1;
  return losses.reduce((total, loss) => total + loss, 0) / losses.length / classes;
}
