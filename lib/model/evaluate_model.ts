import type { OnProgress } from "../cli/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { flatMetrics } from "../evaluation/flat_metrics.ts";
import type { Prediction } from "../training/prediction.ts";
import type { Model } from "./model.ts";
import { predictSamples } from "./predict_samples.ts";
import { chooseQuestion, type QuestionOptions } from "./question.ts";

/** How one clip was judged. */
export interface JudgedClip {
  id: string;
  /** Whether the whole answer is right. */
  correct: boolean;
  /** Whether the model was trained on the clip's audio. */
  seen: boolean;
}

/** How good a model is on a dataset: on clips that are new to it, and apart from them on those that are not. */
export interface ModelEvaluation {
  /** What was asked. */
  title: string;
  /** Names of each prediction's probabilities. */
  labels: readonly string[];
  predictions: readonly Prediction[];
  /** In the order of the predictions. */
  clips: readonly JudgedClip[];
  /** Of the clips that the model was not trained on; `undefined` where there are none. */
  unseen: Evaluation | ClassFilterEvaluation | undefined;
  /** Of those that it was trained on. */
  seen: Evaluation | ClassFilterEvaluation | undefined;
}

/**
 * Runs a model on a dataset and judges its answers. A clip is seen if the model was trained on its audio,
 * whatever its name; a model that does not know what it was trained on (`trainedOn` is undefined) has
 * seen none.
 *
 * @throws {RangeError} before any clip is predicted: if the dataset's labels do not fit the model's, the
 * target is unknown, or a class filter matches no class.
 * @throws {Error} that names the file which cannot be read.
 */
export async function evaluateModel(
  model: Model,
  dataset: Dataset,
  { onProgress, ...asked }: QuestionOptions & { onProgress?: OnProgress } = {},
): Promise<ModelEvaluation> {
  const { title, labels, score, judge, areRight } = chooseQuestion(model, dataset, asked);
  const predictions = await predictSamples(model, dataset.samples, {
    score,
    ...(onProgress && { onProgress }),
  });
  const right = areRight(predictions);
  const clips = dataset.samples.map(({ id, sourceSha256 }, index) => ({
    id,
    correct: right[index] ?? false,
    seen: model.trainedOn?.has(sourceSha256) ?? false,
  }));
  const judgeWhere = (seen: boolean) => {
    const some = predictions.filter((_, index) => clips[index]?.seen === seen);
    return some.length > 0 ? judge(some) : undefined;
  };
  return { title, labels, predictions, clips, unseen: judgeWhere(false), seen: judgeWhere(true) };
}

/** The metrics by name: plain names for unseen clips; those of seen clips start with `seen_`. */
export function evaluationMetrics({ unseen, seen }: ModelEvaluation): Record<string, number> {
  const ofSeen = seen ? Object.entries(flatMetrics(seen)) : [];
  return {
    ...(unseen ? flatMetrics(unseen) : { count: 0 }),
    ...Object.fromEntries(ofSeen.map(([name, value]) => [`seen_${name}`, value])),
  };
}
