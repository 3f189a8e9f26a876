import { evaluate } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import {
  crossValidate,
  type CrossValidation,
  type CrossValidationOptions,
} from "../training/cross_validate.ts";
import type { GivenOptions } from "../training/head_options.ts";
import { chooseActivation } from "../training/training_examples.ts";
import type { TrainingSet } from "../training/training_set.ts";

/** What heads that had not seen a clip said about it, and how good that was. */
export interface MeasuredHead {
  crossValidation: CrossValidation;
  /** Of the out-of-fold predictions. */
  evaluation: Evaluation;
}

/**
 * Cross-validates a kind of head and evaluates the out-of-fold predictions.
 *
 * @throws as `crossValidate()` does.
 */
export async function measureHead(
  set: TrainingSet,
  given: GivenOptions = {},
  options: CrossValidationOptions = {},
): Promise<MeasuredHead> {
  const { labels, samples } = set;
  const crossValidation = await crossValidate(set, given, options);
  const isMultiLabel = labels.length > 1 && chooseActivation(set, given.activation) === "sigmoid";
  const evaluation = evaluate(crossValidation.predictions, labels, {
    recordings: new Map(samples.map(({ id, recording }) => [id, recording])),
    ...(isMultiLabel && { task: "multi-label" }),
  });
  return { crossValidation, evaluation };
}
