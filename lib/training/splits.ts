import type { Sample } from "../dataset/dataset.ts";
import { planFolds } from "./fold_plan.ts";

/** A fold to test on and the rest to train on, by where the samples stand. */
export interface Split {
  fold: number;
  training: number[];
  test: number[];
}

/**
 * The splits of a cross-validation, by fold.
 *
 * @throws {RangeError} as `planFolds()`, or if outside of one fold there is nothing to learn from.
 */
export function planSplits(
  samples: readonly Sample[],
  folds: number | undefined,
  seed: number,
): Split[] {
  const foldOf = planFolds(samples, folds, seed);
  const rowsWhere = (holds: (fold: number) => boolean) =>
    foldOf.flatMap((fold, row) => holds(fold) ? row : []);
  const splits = [...new Set(foldOf)].sort((a, b) => a - b).map((fold) => ({
    fold,
    training: rowsWhere((other) => other !== fold),
    test: rowsWhere((other) => other === fold),
  }));
  for (const split of splits) checkVariety(samples, split);
  return splits;
}

function checkVariety(samples: readonly Sample[], { fold, training }: Split): void {
  const kinds = new Set(training.map((row) => samples[row]?.labels.toSorted().join(", ")));
  if (kinds.size > 1) return;
  throw new RangeError(
    `Cannot test fold ${fold}: all clips of the other folds are "${[
      ...kinds,
    ]}", so that there is nothing to learn. Make folds that hold several classes each`,
  );
}
