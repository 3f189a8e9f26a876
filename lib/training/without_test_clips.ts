import type { Dataset } from "../dataset/dataset.ts";
import { trainingPart } from "../dataset/training_part.ts";
import { planFolds } from "./fold_plan.ts";

/**
 * The clips to train on where the rest is kept for a test: all but the split "test" where the dataset has
 * one, else all but the last of its folds (of five that are made, where it has none). The data hash stays
 * that of the whole dataset.
 *
 * @throws {Error} if a recording stands on both sides.
 * @throws {RangeError} as `planFolds()`, or if all clips of a label are in the last fold.
 */
export function withoutTestClips(dataset: Dataset): Dataset {
  const training = trainingPart(dataset);
  if (training.samples.length < dataset.samples.length) return training;
  const foldOf = planFolds(dataset.samples, undefined, 0);
  const last = Math.max(...foldOf);
  const samples = dataset.samples.filter((_, row) => foldOf[row] !== last);
  const known = new Set(samples.flatMap(({ labels }) => labels));
  const unknown = dataset.labels.filter((label) => !known.has(label));
  if (unknown.length === 0) return { ...dataset, samples };
  throw new RangeError(
    `Cannot keep fold ${last} for a test: all clips of ${
      unknown.join(", ")
    } are in it, so that nothing could be learnt of them. Put some into another fold, or give the clips to test on the split "test"`,
  );
}
