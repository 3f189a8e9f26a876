import type { Sample } from "../dataset/dataset.ts";
import { Random } from "../dataset/random.ts";
import { countLabels, groupRecordings } from "./recordings.ts";

/**
 * Deals samples into folds that keep recordings whole and have about the same number of each label: the
 * largest recordings first, each to the fold where the labels then are spread most evenly (as
 * scikit-learn's StratifiedGroupKFold).
 *
 * @param seed Settles the order of recordings of the same size.
 * @returns For each sample its fold, from 1.
 * @throws {RangeError} if there are fewer recordings than folds.
 */
export function groupedFolds(samples: readonly Sample[], folds: number, seed: number): number[] {
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
  const totals = countLabels(samples);
  const dealt = Array.from({ length: folds }, () => new Map<string, number>());
  const foldOf = samples.map(() => 0);
  const largestFirst = new Random(seed).shuffle(recordings)
    .sort((left, right) => right.rows.length - left.rows.length);
  for (const { rows, labelCounts } of largestFirst) {
    const costs = dealt.map((counts) => crowding(counts, labelCounts, totals));
    const fold = costs.indexOf(Math.min(...costs));
    for (const [label, count] of labelCounts) {
      dealt[fold]?.set(label, (dealt[fold]?.get(label) ?? 0) + count);
    }
    for (const row of rows) foldOf[row] = fold + 1;
  }
  return foldOf;
}

/** How full a fold already is of what a recording brings: least where the fold lacks its labels. */
function crowding(
  counts: ReadonlyMap<string, number>,
  joining: ReadonlyMap<string, number>,
  totals: ReadonlyMap<string, number>,
): number {
  let sum = 0;
  for (const [label, count] of joining) {
    sum += (counts.get(label) ?? 0) * count / (totals.get(label) ?? 1) ** 2;
  }
  return sum;
}
