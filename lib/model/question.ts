import type { Dataset } from "../dataset/dataset.ts";
import {
  type ClassFilterEvaluation,
  evaluateClassFilter,
  filterClips,
  nameFilter,
  type ScoredClip,
} from "../evaluation/class_filter.ts";
import { checkTruth, decide, type Task } from "../evaluation/decisions.ts";
import { evaluate, type EvaluateOptions } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { oneAgainstRest } from "../evaluation/one_against_rest.ts";
import { zeroShot, zeroShotColumns } from "../evaluation/zero_shot.ts";
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
  /** For each prediction, whether the whole answer is right, as {@linkcode judge} counts it. */
  areRight: (predictions: readonly Prediction[]) => boolean[];
}

/**
 * The question that the options ask. A trained model is asked for its own labels; a backbone, zero-shot,
 * for the dataset's.
 *
 * @throws {RangeError} if model and dataset cannot answer it: a target, label or name that is unknown.
 */
export function chooseQuestion(
  model: Model,
  dataset: Dataset,
  { target, classFilter, topN = 5 }: QuestionOptions,
): Question {
  if (classFilter) return askForNames(model, classFilter, topN);
  const asked = isBackbone(model) ? askZeroShot(model, dataset.labels) : askTrained(model);
  const { labels } = asked;
  const recordings = new Map(dataset.samples.map(({ id, recording }) => [id, recording]));
  const options = { recordings, areProbabilities: !isBackbone(model) };
  const isOnlyTarget = labels.length === 1 && labels[0] === target;
  if (target !== undefined && !isOnlyTarget) return askForTarget(asked, target, options);
  const task = taskOf(model, dataset, labels);
  checkTruth(dataset.samples, labels, task);
  return {
    ...asked,
    judge: (predictions) => evaluate(predictions, labels, { ...options, task }),
    areRight: (predictions) => decide(predictions, labels, task).map(({ correct }) => correct),
  };
}

const isBackbone = ({ dataHash }: Model) => dataHash === undefined;

type Asked = Omit<Question, "judge" | "areRight">;

function askTrained({ name, labels }: Model): Asked {
  return { title: name, labels, score: ({ probabilities }) => probabilities };
}

function askZeroShot({ name, labels: own }: Model, labels: readonly string[]): Asked {
  zeroShotColumns(labels, own); // throws at a label that it cannot score
  return {
    title: `Zero-shot: ${name} without any training`,
    labels,
    score: ({ frameProbabilities }) => zeroShot(frameProbabilities, own, labels),
  };
}

function askForTarget(asked: Asked, target: string, options: EvaluateOptions): Question {
  const { title, labels } = asked;
  oneAgainstRest([], labels, target); // throws at an unknown target
  return {
    ...asked,
    title: `${title}, "${target}" against the rest`,
    judge: (predictions) =>
      evaluate(oneAgainstRest(predictions, labels, target), [target], options),
    areRight: (predictions) =>
      decide(oneAgainstRest(predictions, labels, target), [target], "binary")
        .map(({ correct }) => correct),
  };
}

/** For a trained model as it was trained; for a backbone as the dataset's clips are labelled. */
function taskOf(model: Model, { samples }: Dataset, labels: readonly string[]): Task {
  const isMultiLabel = isBackbone(model)
    ? samples.some(({ labels }) => labels.length !== 1)
    : model.activation === "sigmoid" && labels.length > 1;
  if (isMultiLabel) return "multi-label";
  return labels.length === 1 ? "binary" : "multi-class";
}

function askForNames(
  { name, labels }: Model,
  classFilter: readonly string[],
  topN: number,
): Question {
  nameFilter(classFilter, labels); // throws where no class has such a name
  const options = { classFilter, topN };
  return {
    title: `Any of "${classFilter.join(", ")}" among the best ${topN} classes of ${name}`,
    labels,
    score: ({ probabilities }) => probabilities,
    judge: (predictions) => evaluateClassFilter(predictions.map(toScored), labels, options),
    areRight: (predictions) => {
      const { truth, predicted } = filterClips(predictions.map(toScored), labels, options);
      return truth.map((isHit, clip) => isHit === predicted[clip]);
    },
  };
}

function toScored({ id, labels, probabilities }: Prediction): ScoredClip {
  return { id, labels, scores: probabilities };
}
