import type { Dataset } from "../dataset/dataset.ts";
import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import type { ModelEvaluation } from "../model/evaluate_model.ts";
import type { Model } from "../model/model.ts";
import { topClasses } from "../evaluation/top_classes.ts";
import { type ReportedEvaluation, reportHtml } from "./report_html.ts";

/** Classes of a clip in predictions.json: enough of 521 to see what it was taken for. */
const KEPT_CLASSES = 10;

/** What an evaluation shows people and programs, as files: the report, and what was said of each clip. */
export async function evaluationReportFiles(
  model: Model,
  dataset: Dataset,
  { title, labels, predictions, unseen, seen }: ModelEvaluation,
): Promise<Record<string, string>> {
  const clips = predictions.map(({ probabilities, ...clip }) => ({
    ...clip,
    top: topClasses(probabilities, labels, KEPT_CLASSES),
  }));
  const evaluations: ReportedEvaluation[] = [];
  if (unseen) {
    const description = [
      `${unseen.count} clips that the model was not trained on.`,
      isUncalibrated(unseen) &&
      "Its scores rank the classes but are no probabilities, so log loss, Brier score and calibration are left out.",
    ].filter(Boolean).join(" ");
    evaluations.push({ title, description, evaluation: unseen });
  }
  if (seen) {
    const description =
      `${seen.count} clips that the model was trained on: better than on new ones.`;
    evaluations.push({ title: `${title}: seen clips`, description, evaluation: seen });
  }
  return {
    "predictions.json": `${JSON.stringify(clips, null, 2)}\n`,
    "report.html": await reportHtml({
      title: `${model.name} on ${dataset.name}`,
      backbone: model.backbone.description,
      dataHash: dataset.dataHash,
      facts: { Model: model.digest, Clips: dataset.samples.length },
      evaluations,
    }),
  };
}

function isUncalibrated(evaluation: Evaluation | ClassFilterEvaluation): boolean {
  return evaluation.task !== "class-filter" && evaluation.calibration === null;
}
