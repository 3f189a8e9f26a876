import { type GivenOptions, headOptions } from "./head_options.ts";
import { planSplits } from "./splits.ts";
import { checkLabels, chooseActivation } from "./training_examples.ts";
import { holdOutSome } from "./training_material.ts";
import type { LabelledClips } from "./training_set.ts";

/**
 * Finds before any clip is embedded what would stop `crossValidate()` and `trainHead()` after it.
 *
 * @param folds As `crossValidate()` takes them.
 * @throws {RangeError} if an option is out of range, there is nothing to learn, or the folds cannot be made.
 */
export function checkTraining(
  clips: LabelledClips,
  given: GivenOptions,
  folds: number | undefined,
): void {
  const options = headOptions(given);
  const { samples } = clips;
  checkLabels(clips);
  chooseActivation(clips, options.activation);
  for (const { fold, training } of planSplits(samples, folds, options.seed)) {
    holdOutSome(samples, training, options, fold);
  }
}

/** Whether {@linkcode checkTraining} finds nothing: the perceptron, say, needs more clips than the logistic head. */
export function canTrain(
  clips: LabelledClips,
  given: GivenOptions,
  folds: number | undefined,
): boolean {
  try {
    checkTraining(clips, given, folds);
    return true;
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}
