import type { Dataset } from "../dataset/dataset.ts";
import { type ClassFilterEvaluation, evaluateClassFilter } from "../evaluation/class_filter.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { oneAgainstRest } from "../evaluation/one_against_rest.ts";
import { zeroShot } from "../evaluation/zero_shot.ts";
import type { Prediction } from "../training/prediction.ts";
import type { Model, ModelOutput } from "./model.ts";

/** What a model can be asked beside the dataset's labels. */
export interface QuestionOptions {
  /** This class against the rest. */
  target?: string | undefined;
  /** The replaced system's mode: whether a class with such a name is among the best `topN`. */
  classFilter?: readonly string[] | undefined;
  topN?: number;
}

/** What is asked of a model: which classes, what of its answer counts, and how that is judged. */
export interface Question {
  title: string;
  /** Names of the scores. */
  labels: readonly string[];
  score: (output: ModelOutput) => ArrayLike<number>;
  judge: (predictions: readonly Prediction[]) => Evaluation | ClassFilterEvaluation;
}

/**
 * The question that the options ask. A trained model is asked for its own labels; a backbone, zero-shot,
 * for the dataset's.
 */
export function chooseQuestion(
  model: Model,
  dataset: Dataset,
  { target, classFilter, topN = 5 }: QuestionOptions,
): Question {
  if (classFilter) return askForNames(model, classFilter, topN);
  const isBackbone = model.dataHash === undefined;
  const labels = isBackbone ? dataset.labels : model.labels;
  return {
    title: isBackbone ? `Zero-shot: ${model.name} without training` : model.name,
    labels,
    score: ({ probabilities, frameProbabilities }) =>
      isBackbone ? zeroShot(frameProbabilities, model.labels, labels) : probabilities,
    judge: (predictions) => {
      const recordings = new Map(dataset.samples.map(({ id, recording }) => [id, recording]));
      const isOnlyTarget = labels.length === 1 && labels[0] === target;
      if (target !== undefined && !isOnlyTarget) {
        return evaluate(oneAgainstRest(predictions, labels, target), [target], { recordings });
      }
      const isMultiLabel = isBackbone
        ? dataset.samples.some(({ labels }) => labels.length !== 1)
        : model.activation === "sigmoid" && labels.length > 1;
      return evaluate(predictions, labels, {
        recordings,
        ...(isMultiLabel && { task: "multi-label" }),
      });
    },
  };
}

function askForNames(
  { labels }: Model,
  classFilter: readonly string[],
  topN: number,
): Question {
  return {
    title: `Any of "${classFilter.join(", ")}" among the best ${topN} classes`,
    labels,
    score: ({ probabilities }) => probabilities,
    judge: (predictions) =>
      evaluateClassFilter(
        predictions.map(({ probabilities, ...clip }) => ({ ...clip, scores: probabilities })),
        labels,
        { classFilter, topN },
      ),
  };
}
