import type { Epoch } from "./epoch.ts";
import { fitInWorkers, type FitPool } from "./fit_in_workers.ts";
import type { Head } from "./head.ts";
import type { GivenOptions } from "./head_options.ts";
import { headProbabilities } from "./head_probabilities.ts";
import type { Prediction } from "./prediction.ts";
import { planSplits, type Split } from "./splits.ts";
import { fitProblem, prepareMaterial, type TrainingMaterial } from "./training_material.ts";
import type { TrainingSet } from "./training_set.ts";

/** How a cross-validation is run. */
export interface CrossValidationOptions {
  /** Folds to make of the recordings; by default the dataset's own, see `planFolds()`. */
  folds?: number | undefined;
  /** Where heads are trained, folds side by side; by default one that lasts as long as the call. */
  pool?: FitPool | undefined;
  /** Told each epoch of each fold. */
  onEpoch?: ((fold: number, epoch: Epoch) => void) | undefined;
}

/** How the head that one fold was tested with came about. */
export interface FoldFit {
  fold: number;
  /** Clips outside of the fold, those held out to tell when to stop included. */
  trainingClips: number;
  testClips: number;
  history: Epoch[];
  bestEpoch: number;
  /** Labels that no clip outside of the fold has: its head cannot know them. */
  unknownLabels: string[];
}

/** What a cross-validation gives. */
export interface CrossValidation {
  /** For each sample, in their order, what the head says that was trained without its fold. */
  predictions: Prediction[];
  folds: FoldFit[];
}

/**
 * Trains a head for each fold on all the other folds, and lets it predict that fold. Clips that the
 * dataset names as one recording stay on one side; those that tell when to stop are taken from the
 * training side.
 *
 * @throws {RangeError} as `trainHead()`, or if the dataset's folds cannot be used: a recording stands in
 * two, or outside of one fold there is nothing to learn from.
 */
export async function crossValidate(
  set: TrainingSet,
  given: GivenOptions = {},
  { folds, pool, onEpoch }: CrossValidationOptions = {},
): Promise<CrossValidation> {
  const material = prepareMaterial(set, given);
  const splits = planSplits(set.samples, folds, material.options.seed);
  const fits = await fitInWorkers(
    splits.map(({ fold, training }) => fitProblem(material, training, fold)),
    { pool, onEpoch: (fit, epoch) => onEpoch?.(splits[fit]?.fold ?? 0, epoch) },
  );
  const tested = await Promise.all(splits.map(async (split, index) => {
    const fit = fits[index];
    if (!fit) throw new Error(`No head was trained for fold ${split.fold}`);
    const { head, history, bestEpoch } = fit;
    return {
      predictions: await predictFold(material, split, head),
      report: { ...describeSplit(material, split), history, bestEpoch },
    };
  }));
  const predictions = tested.flatMap((fold) => fold.predictions);
  return {
    predictions: predictions.sort((a, b) => a.row - b.row).map(({ prediction }) => prediction),
    folds: tested.map(({ report }) => report),
  };
}

async function predictFold(
  { samples, examples }: TrainingMaterial,
  { fold, test }: Split,
  head: Head,
): Promise<{ row: number; prediction: Prediction }[]> {
  const features = test.flatMap((row) => examples[row]?.features ?? []);
  const probabilities = await headProbabilities(head, features);
  return test.flatMap((row, i) => {
    const sample = samples[row], own = probabilities[i];
    if (!sample || !own) return [];
    return { row, prediction: { id: sample.id, labels: sample.labels, probabilities: own, fold } };
  });
}

function describeSplit(
  { labels, samples }: TrainingMaterial,
  { fold, training, test }: Split,
): Omit<FoldFit, "history" | "bestEpoch"> {
  const known = new Set(training.flatMap((row) => samples[row]?.labels ?? []));
  return {
    fold,
    trainingClips: training.length,
    testClips: test.length,
    unknownLabels: labels.filter((label) => !known.has(label)),
  };
}
