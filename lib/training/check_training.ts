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
  checkFit(clips, given);
  const options = headOptions(given);
  for (const { fold, training } of planSplits(clips.samples, folds, options.seed)) {
    holdOutSome(clips.samples, training, options, fold);
  }
}

/**
 * The same for `trainHead()` alone, which needs no folds.
 *
 * @throws {RangeError} if an option is out of range, or there is nothing to learn.
 */
export function checkFit(clips: LabelledClips, given: GivenOptions): void {
  const options = headOptions(given);
  checkLabels(clips);
  chooseActivation(clips, options.activation);
  holdOutSome(clips.samples, [...clips.samples.keys()], options, 0);
}

/**
 * What a check of this file finds, where the caller can do without: the perceptron, say, needs more clips
 * than the logistic head.
 *
 * @returns The reason why there can be no training; `undefined` where there can.
 */
export function trainingProblem(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
}
