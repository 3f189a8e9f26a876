import type { Interval } from "../evaluation/wilson.ts";
import { flatMetrics } from "../evaluation/flat_metrics.ts";
import type { MeasuredQuality } from "./model_card.ts";
import type { TrainedModel } from "./train_model.ts";

/** Files of a package that say how good the model is: each clip's out-of-fold prediction, and the metrics. */
export function outOfFoldFiles(
  { crossValidation, evaluation, fit }: TrainedModel,
): Record<string, string> {
  const predictions = crossValidation.predictions.map(({ probabilities, ...prediction }) => ({
    ...prediction,
    probabilities: Object.fromEntries(fit.head.labels.map((label, i) => [label, probabilities[i]])),
  }));
  return {
    "out_of_fold/predictions.json": json(predictions),
    "out_of_fold/metrics.json": json(flatMetrics(evaluation)),
  };
}

/** The out-of-fold figures in the words of a model card. */
export function outOfFoldQuality({ crossValidation, evaluation }: TrainedModel): MeasuredQuality {
  const { accuracy, accuracyInterval, count } = evaluation;
  const f1 = evaluation.task === "binary"
    ? { name: "F1", value: evaluation.decisions.f1, interval: evaluation.decisions.f1Interval }
    : { name: "Macro F1", value: evaluation.macro.f1, interval: evaluation.macroF1Interval };
  const figures = [{ name: "Accuracy", value: accuracy, interval: accuracyInterval }, f1];
  return {
    method: `Out-of-fold, on ${count} clips in ${crossValidation.folds.length} folds: ` +
      "each clip was judged by a head trained without its fold, and clips that the dataset names as one " +
      "recording stay on one side. " +
      "The packaged head is fitted on all clips.",
    figures: figures.flatMap(({ name, value, interval }) =>
      value === null ? [] : [{ name, value, ...(interval && { interval: ends(interval) }) }]
    ),
  };
}

function ends({ low, high }: Interval): readonly [number, number] {
  return [low, high];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
