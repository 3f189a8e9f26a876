import type { Backbone } from "../backbone/backbone.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { TrainedModel } from "../model/train_model.ts";
import type { FoldFit } from "../training/cross_validate.ts";
import { classBalanceFigure } from "./class_balance_figure.ts";
import type { Figure } from "./figure.ts";
import { learningCurvesFigure } from "./learning_curves_figure.ts";
import { reportHtml } from "./report_html.ts";

/** A training's report: how good the out-of-fold predictions are, and how the heads came about. */
export async function trainingReport(
  name: string,
  dataset: Dataset,
  backbone: Backbone,
  { options, evaluation, crossValidation, fit }: TrainedModel,
): Promise<string> {
  const { kind, pooling, seed, l2, classWeights } = options;
  return await reportHtml({
    title: `${name}: out-of-fold`,
    backbone: backbone.description,
    dataHash: dataset.dataHash,
    seed,
    facts: {
      Head: kind,
      Pooling: pooling,
      Activation: fit.head.activation,
      L2: l2,
      "Class weights": classWeights,
      Clips: dataset.samples.length,
    },
    evaluations: [{
      title: "Out-of-fold predictions",
      description:
        "Each clip was judged by a head that was trained without its fold. No recording stands on both sides.",
      evaluation,
    }],
    figures: [
      learningCurves(crossValidation.folds),
      classBalanceFigure(dataset.samples.map(({ labels }) => labels)),
    ],
  });
}

/** Validation loss of each fold where clips were held out, else training loss. */
export function learningCurves(folds: readonly FoldFit[]): Figure {
  const isValidated = folds.every(({ history }) => history[0]?.validationLoss !== undefined);
  const curves = folds.map(({ fold, history }) => ({
    name: `fold ${fold}`,
    values: history.map(({ loss, validationLoss }) => validationLoss ?? loss),
  }));
  return learningCurvesFigure(curves, isValidated ? "validation loss" : "training loss");
}
