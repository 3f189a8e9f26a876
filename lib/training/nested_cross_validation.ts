import { crossValidate, type CrossValidationOptions } from "./cross_validate.ts";
import { planFolds } from "./fold_plan.ts";
import { type GivenOptions, headOptions } from "./head_options.ts";
import type { Prediction } from "./prediction.ts";
import type { TrainingSet } from "./training_set.ts";

/** What nested cross-validation gives. */
export interface NestedCrossValidation {
  /** Out-of-fold predictions of a head whose options, too, were chosen without the fold: an honest estimate. */
  predictions: Prediction[];
  /** The candidate that was chosen without each fold. */
  choices: { fold: number; chosen: GivenOptions }[];
  /** The candidate that is best on all folds: train the head with it. */
  chosen: GivenOptions;
}

/** What one candidate's cross-validation gave. */
interface Trial {
  given: GivenOptions;
  predictions: Prediction[];
  logLoss: number;
}

/**
 * Chooses among options by cross-validation, and measures that choice by a cross-validation around it: what
 * a candidate is chosen on never holds the fold that it is then tested on (Varma & Simon 2006, "Bias in
 * error estimation when using cross-validation for model selection"). The best has the least log loss.
 *
 * @param candidates Where several are as good, the first of them is taken.
 * @throws {RangeError} as `crossValidate()`, or if there are fewer than three folds.
 */
export async function chooseByNestedCrossValidation(
  set: TrainingSet,
  candidates: readonly [GivenOptions, ...GivenOptions[]],
  { folds, workers }: Pick<CrossValidationOptions, "folds" | "workers"> = {},
): Promise<NestedCrossValidation> {
  const foldOf = planFolds(set.samples, folds, headOptions(candidates[0]).seed);
  const samples = set.samples.map((sample, i) => ({ ...sample, fold: foldOf[i] }));
  const planned = { ...set, samples };
  const trials = await tryAll(planned, candidates, workers);
  const chosenWithout = new Map<number, GivenOptions>();
  for (const fold of [...new Set(foldOf)].sort((a, b) => a - b)) {
    const inner = await tryAll(withoutFold(planned, fold), candidates, workers);
    chosenWithout.set(fold, best(inner).given);
  }
  return {
    predictions: samples.flatMap(({ fold }, row) => {
      const trial = trials.find(({ given }) => given === chosenWithout.get(fold ?? 0));
      return trial?.predictions[row] ?? [];
    }),
    choices: [...chosenWithout].map(([fold, chosen]) => ({ fold, chosen })),
    chosen: best(trials).given,
  };
}

function withoutFold({ samples, pooled }: TrainingSet, fold: number): TrainingSet {
  const kept = samples.filter((sample) => sample.fold !== fold);
  return {
    labels: [...new Set(kept.flatMap(({ labels }) => labels))].sort(),
    samples: kept,
    pooled: pooled.filter((_, i) => samples[i]?.fold !== fold),
  };
}

/** Cross-validates one candidate after the other, each with its folds side by side. */
async function tryAll(
  set: TrainingSet,
  candidates: readonly GivenOptions[],
  workers: number | undefined,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const given of candidates) {
    const { predictions } = await crossValidate(set, given, { workers });
    trials.push({ given, predictions, logLoss: logLossOf(predictions, set.labels) });
  }
  return trials;
}

function best(trials: readonly Trial[]): Trial {
  return trials.reduce((best, trial) => trial.logLoss < best.logLoss ? trial : best);
}

/** Binary cross-entropy over clips and classes: it means the same for softmax and for sigmoids. */
function logLossOf(predictions: readonly Prediction[], labels: readonly string[]): number {
  let sum = 0;
  for (const { labels: own, probabilities } of predictions) {
    labels.forEach((label, k) => {
      const probability = probabilities[k] ?? 0;
      sum -= Math.log(Math.max(1e-7, own.includes(label) ? probability : 1 - probability));
    });
  }
  return sum / predictions.length;
}
