import type { Sample } from "../dataset/dataset.ts";
import { Random } from "../dataset/random.ts";
import type { Example } from "./example.ts";
import type { FitProblem } from "./fit_problem.ts";
import type { Activation } from "./head.ts";
import { type GivenOptions, type HeadOptions, headOptions } from "./head_options.ts";
import { type HeldOut, holdOut } from "./hold_out.ts";
import { chooseActivation, trainingExamples } from "./training_examples.ts";
import type { TrainingSet } from "./training_set.ts";

/** A training set and the options for it, checked, in the form that fits are made from. */
export interface TrainingMaterial {
  labels: readonly string[];
  samples: readonly Sample[];
  examples: readonly Example[];
  options: HeadOptions;
  activation: Activation;
}

/** @throws as `headOptions()`, `chooseActivation()` and `trainingExamples()` do. */
export function prepareMaterial(set: TrainingSet, given: GivenOptions): TrainingMaterial {
  const options = headOptions(given);
  return {
    labels: set.labels,
    samples: set.samples,
    examples: trainingExamples(set, options.pooling),
    options,
    activation: chooseActivation(set, options.activation),
  };
}

/**
 * The problem of training on some of the samples; those to validate on are taken from among them.
 *
 * @param stream Tells fits of one seed apart: a fold's number.
 */
export function fitProblem(
  { labels, samples, examples, options, activation }: TrainingMaterial,
  rows: readonly number[],
  stream: number,
): FitProblem {
  const chosen = rows.flatMap((row) => examples[row] ?? []);
  const problem = { labels, activation, options, stream };
  const held = holdOutSome(samples, rows, options, stream);
  const pick = (positions: readonly number[]) => positions.flatMap((i) => chosen[i] ?? []);
  return {
    ...problem,
    training: pick(held.training),
    ...(held.validation.length > 0 && { validation: pick(held.validation) }),
  };
}

/**
 * Parts rows into those that train and those to validate on, none of these where the options ask for none.
 *
 * @returns Positions in `rows`.
 * @throws {RangeError} as `holdOut()` does.
 */
export function holdOutSome(
  samples: readonly Sample[],
  rows: readonly number[],
  { validationFraction, seed }: HeadOptions,
  stream: number,
): HeldOut {
  if (validationFraction === 0) return { training: [...rows.keys()], validation: [] };
  return holdOut(
    rows.flatMap((row) => samples[row] ?? []),
    validationFraction,
    new Random(seed, -1 - stream), // another stream than the fit's
  );
}
