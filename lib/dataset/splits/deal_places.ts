import { groupedFolds } from "./grouped_folds.ts";
import { groupedSplits } from "./grouped_splits.ts";
import type { GroupedClip } from "./recordings.ts";
import type { SplitShare } from "./split_shares.ts";

/** Where a clip stands when a dataset is divided. */
export interface Place {
  fold?: number | undefined;
  split?: string | undefined;
}

/** How a dataset is divided; what is not asked for stays as it is. */
export interface SplitRequest {
  /** How many cross-validation folds. */
  folds?: number | undefined;
  /** Sizes of train, validation and test. */
  splits?: readonly SplitShare[] | undefined;
  seed: number;
}

/**
 * Divides clips by recording into splits, into folds, or into both. What is kept for testing gets no fold:
 * folds are made of what is trained on.
 *
 * @returns Each clip's place.
 * @throws {RangeError} as {@linkcode groupedFolds} and {@linkcode groupedSplits} do.
 */
export function dealPlaces(
  clips: readonly (GroupedClip & Place)[],
  { folds, splits, seed }: SplitRequest,
): Place[] {
  const dealt = splits && groupedSplits(clips, splits, seed);
  const places = clips.map(({ fold, split }, row) => ({
    fold,
    split: dealt ? dealt[row] : split,
  }));
  if (folds === undefined) return places;
  const training = [...clips.keys()].filter((row) => places[row]?.split !== "test");
  const foldOf = groupedFolds(training.flatMap((row) => clips[row] ?? []), folds, seed);
  const foldAt = new Map(training.map((row, i) => [row, foldOf[i]]));
  return places.map(({ split }, row) => ({ fold: foldAt.get(row), split }));
}
