import { Random } from "../random.ts";
import { countLabels, type GroupedClip, type Recording } from "./recordings.ts";

/**
 * Deals recordings into parts of given sizes so that each part has its share of every label: the largest
 * recordings first, each to the part that lacks its labels most (as scikit-learn's StratifiedGroupKFold,
 * for any number of labels a clip).
 *
 * Among parts of different sizes it rounds as elections do by Webster's method: a recording goes where,
 * counted half, it leaves the part least full for its size. So a small part is neither favoured nor starved.
 *
 * @param weights Sizes of the parts, relative to each other.
 * @param seed Settles the order of recordings of the same size.
 * @returns For each sample the part that it is in, from 0.
 */
export function dealRecordings(
  samples: readonly GroupedClip[],
  recordings: readonly Recording[],
  weights: readonly number[],
  seed: number,
): number[] {
  const totals = countLabels(samples);
  const largest = Math.max(...weights);
  const dealt = weights.map((weight) => ({ weight, counts: new Map<string, number>() }));
  const partOf = samples.map(() => 0);
  const largestFirst = new Random(seed).shuffle(recordings)
    .sort((left, right) => right.rows.length - left.rows.length);
  for (const { rows, labelCounts } of largestFirst) {
    const half = crowding(labelCounts, labelCounts, totals) / 2;
    const costs = dealt.map(({ weight, counts }) =>
      // Less what the half costs in the largest part: exactly nothing where all are of one size.
      crowding(counts, labelCounts, totals) / weight + half * (1 / weight - 1 / largest)
    );
    const part = costs.indexOf(Math.min(...costs));
    const counts = dealt[part]?.counts;
    for (const [label, count] of labelCounts) {
      counts?.set(label, (counts.get(label) ?? 0) + count);
    }
    for (const row of rows) partOf[row] = part;
  }
  return partOf;
}

/** How full a part already is of what a recording brings: least where the part lacks its labels. */
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
