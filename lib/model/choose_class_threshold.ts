import {
  chooseThreshold,
  type MistakeCosts,
  type ThresholdChoice,
} from "../evaluation/choose_threshold.ts";
import { oneAgainstRest } from "../evaluation/one_against_rest.ts";
import type { ModelEvaluation } from "./evaluate_model.ts";

/**
 * Chooses a class's threshold by what mistakes cost, see `chooseThreshold()`: on the clips that the model
 * was not trained on, or where it has seen all of them, on these.
 *
 * @throws {RangeError} if the label is none of the classes, or a cost is negative or both are 0.
 */
export function chooseClassThreshold(
  { labels, predictions, clips }: ModelEvaluation,
  label: string,
  costs: MistakeCosts,
): ThresholdChoice {
  const isAllSeen = clips.every(({ seen }) => seen);
  const ofClass = oneAgainstRest(predictions, labels, label)
    .filter((_, index) => isAllSeen || !clips[index]?.seen);
  return chooseThreshold(
    ofClass.map(({ probabilities }) => Math.min(1, probabilities[0] ?? NaN)), // float32 may round past 1
    ofClass.map(({ labels }) => labels.length > 0),
    costs,
  );
}
