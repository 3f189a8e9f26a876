import type { Place } from "../splits/deal_places.ts";
import type { GroupedClip } from "../splits/recordings.ts";

/** What the checks look at of a clip. Levels are those of its source, where they are known. */
export interface ClipFacts extends GroupedClip, Place {
  id: string;
  durationSeconds: number;
  /** The loudest sample, 1 at full scale. */
  peak?: number | undefined;
  /** Root mean square. */
  rms?: number | undefined;
  /** Fraction of samples in runs of at least 3 at full scale. */
  clipped?: number | undefined;
}

/** Whether clips stand in several folds or several splits; what has no split is trained on. */
export function standOnTwoSides(clips: readonly Place[]): boolean {
  const folds = new Set(clips.flatMap(({ fold }) => fold ?? []));
  const splits = new Set(clips.map(({ split = "train" }) => split));
  return folds.size > 1 || splits.size > 1;
}
