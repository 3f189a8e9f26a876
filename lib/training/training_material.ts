import type { Sample } from "../dataset/dataset.ts";
import { Random } from "../dataset/random.ts";
import type { Example } from "./example.ts";
import type { FitProblem } from "./fit_problem.ts";
import type { Activation } from "./head.ts";
import { type GivenOptions, type HeadOptions, headOptions } from "./head_options.ts";
import { holdOut } from "./hold_out.ts";
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
  if (options.validationFraction === 0) return { ...problem, training: chosen };
  const held = holdOut(
    rows.flatMap((row) => samples[row] ?? []),
    options.validationFraction,
    new Random(options.seed, -1 - stream), // another stream than the fit's
  );
  const pick = (positions: readonly number[]) => positions.flatMap((i) => chosen[i] ?? []);
  return { ...problem, training: pick(held.training), validation: pick(held.validation) };
}
