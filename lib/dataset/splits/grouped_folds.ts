import { dealRecordings } from "./deal_recordings.ts";
import { type GroupedClip, groupRecordings } from "./recordings.ts";

/**
 * Deals samples into folds of one size that keep recordings whole and have about the same number of each
 * label, see {@linkcode dealRecordings}.
 *
 * @param seed Settles the order of recordings of the same size.
 * @returns For each sample its fold, from 1.
 * @throws {RangeError} if there are fewer recordings than folds.
 */
export function groupedFolds(
  samples: readonly GroupedClip[],
  folds: number,
  seed: number,
): number[] {
  const recordings = groupRecordings(samples);
  if (!Number.isInteger(folds) || folds < 2 || recordings.length < folds) {
    throw new RangeError(
      `Cannot make ${folds} folds of ${recordings.length} recordings: ${
        recordings.length < 2
          ? "wanted at least 2 recordings"
          : `wanted --folds from 2 to ${recordings.length}`
      }`,
    );
  }
  const equal = Array.from({ length: folds }, () => 1);
  return dealRecordings(samples, recordings, equal, seed).map((part) => part + 1);
}
