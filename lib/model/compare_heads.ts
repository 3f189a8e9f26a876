import { openFitPool } from "../training/fit_in_workers.ts";
import { type GivenOptions, type HeadOptions, headOptions } from "../training/head_options.ts";
import type { TrainingSet } from "../training/training_set.ts";
import { type MeasuredHead, measureHead } from "./measure_head.ts";

/** One way to train a head, and what came of it. */
export interface ComparedHead extends MeasuredHead {
  options: HeadOptions;
  /** Of the cross-validation, its folds side by side in workers. */
  seconds: number;
}

/** How heads are compared. */
export interface CompareHeadsOptions {
  /** As `crossValidate()` takes them. */
  folds?: number | undefined;
  /** Told what is measured so far, after each head. */
  onHead?: (compared: readonly ComparedHead[]) => void;
}

/**
 * Cross-validates several kinds of heads, one after the other. Of one seed they all get the same folds.
 *
 * The best of them is measured too well: it was chosen by the clips that it is judged on, and the more
 * heads are compared the more so. A test set that no choice has seen tells how good it is.
 *
 * @throws as `crossValidate()` does; before any training, if an option is out of range.
 */
export async function compareHeads(
  set: TrainingSet,
  heads: readonly GivenOptions[],
  { folds, onHead }: CompareHeadsOptions = {},
): Promise<ComparedHead[]> {
  const compared: ComparedHead[] = [];
  const ways = heads.map(headOptions);
  using pool = await openFitPool();
  for (const options of ways) {
    const startedMs = performance.now();
    const measured = await measureHead(set, options, { folds, pool });
    const seconds = (performance.now() - startedMs) / 1000;
    compared.push({ options, seconds, ...measured });
    onHead?.([...compared]);
  }
  return compared;
}
