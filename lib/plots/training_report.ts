import type { Backbone } from "../backbone/backbone.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { recordingsNote } from "../model/recordings_note.ts";
import type { TrainedModel } from "../model/train_model.ts";
import { classBalanceFigure } from "./class_balance_figure.ts";
import { confusionMatrixSvg } from "./confusion_matrix_svg.ts";
import { learningCurvesFigure } from "./learning_curves_figure.ts";
import { reportHtml } from "./report_html.ts";

/** Where the report stands in a model package. */
export const OUT_OF_FOLD_REPORT = "out_of_fold/report.html";

/**
 * What a training shows people, as files of the model package: a report on the out-of-fold predictions
 * and on how the heads came about, and, where each clip has one class, the confusion matrix as a picture.
 */
export async function trainingReportFiles(
  name: string,
  dataset: Dataset,
  backbone: Backbone,
  trained: TrainedModel,
): Promise<Record<string, string>> {
  const { evaluation } = trained;
  return {
    [OUT_OF_FOLD_REPORT]: await trainingReport(name, dataset, backbone, trained),
    ...(evaluation.task === "multi-class" && {
      "out_of_fold/confusion_matrix.svg": confusionMatrixSvg(
        evaluation.confusion,
        evaluation.labels,
      ),
    }),
  };
}

async function trainingReport(
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
      description: [
        "Each clip was judged by a head that was trained without its fold.",
        "Clips that the dataset names as one recording stay on one side.",
        recordingsNote(dataset.samples),
      ].filter(Boolean).join(" "),
      evaluation,
    }],
    figures: [
      learningCurvesFigure(
        crossValidation.folds.map(({ fold, history }) => ({ name: `fold ${fold}`, history })),
      ),
      classBalanceFigure(dataset.samples.map(({ labels }) => labels)),
    ],
  });
}
