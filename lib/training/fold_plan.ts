import type { Sample } from "../dataset/dataset.ts";
import { groupedFolds } from "../dataset/splits/grouped_folds.ts";
import { groupRecordings } from "../dataset/splits/recordings.ts";

/** Folds that are made where a dataset has none; of fewer recordings, as many as there are. */
const FOLDS = 5;

/**
 * Each sample's cross-validation fold: the dataset's own where it has folds, else made by recording.
 *
 * @param folds How many to make, even where the dataset has its own.
 * @throws {RangeError} if there are fewer recordings than folds, only some samples have a fold, all have the same one, or a recording stands in two.
 */
export function planFolds(
  samples: readonly Sample[],
  folds: number | undefined,
  seed: number,
): number[] {
  const own = samples.flatMap(({ fold }) => fold ?? []);
  if (folds !== undefined) return groupedFolds(samples, folds, seed);
  if (own.length === 0) return groupedFolds(samples, defaultFolds(samples), seed);
  checkFolds(samples, own);
  return own;
}

function defaultFolds(samples: readonly Sample[]): number {
  return Math.max(2, Math.min(FOLDS, groupRecordings(samples).length));
}

function checkFolds(samples: readonly Sample[], folds: readonly number[]): void {
  const advice = "Correct the dataset, or say with --folds how many to make of its recordings";
  if (folds.length < samples.length) {
    const { id } = samples.find(({ fold }) => fold === undefined) ?? {};
    throw new RangeError(
      `Cannot use the dataset's folds: ${
        samples.length - folds.length
      } clips have none, such as "${id}". ${advice}`,
    );
  }
  if (new Set(folds).size < 2) {
    throw new RangeError(`Cannot cross-validate: all clips are in fold ${folds[0]}. ${advice}`);
  }
  for (const { name, rows } of groupRecordings(samples)) {
    const between = [...new Set(rows.map((row) => folds[row]))];
    if (between.length < 2) continue;
    throw new RangeError(
      `Cannot use the dataset's folds: recording "${name}" has clips in folds ${
        between.join(" and ")
      }, so that a head would be tested on what it was trained on. ${advice}`,
    );
  }
}
