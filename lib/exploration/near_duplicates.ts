import type { Sample } from "../dataset/dataset.ts";
import { cosineDistance } from "./directions.ts";

/** Two clips that sound alike. */
export interface ClipPair {
  /** Where the two stand among the samples. */
  rows: [number, number];
  /** Cosine of their vectors: 1 for the same sound. */
  similarity: number;
  /** The same samples, bit for bit, before they were standardized. */
  isSameAudio: boolean;
}

/**
 * The pairs of clips that sound most alike and stand on two sides of a split: in different folds, or, where
 * there are no folds, in different recordings. A copy among them would make a model look better than it is.
 *
 * Takes time by the square of the number of clips: half a second for 1000 of 2048 values.
 *
 * @param vectors One a clip, see {@linkcode directions}.
 * @param count How many pairs.
 * @returns The most alike first.
 */
export function nearDuplicates(
  clips: readonly Pick<Sample, "recording" | "fold" | "sourceSha256">[],
  vectors: readonly Float64Array[],
  count = 10,
): ClipPair[] {
  let pairs: ClipPair[] = [];
  for (const [row, clip] of clips.entries()) {
    const vector = vectors[row] ?? new Float64Array();
    for (let earlier = 0; earlier < row; earlier++) {
      const other = clips[earlier];
      if (!other || !isSplit(clip, other)) continue;
      pairs.push({
        rows: [earlier, row],
        similarity: 1 - cosineDistance(vector, vectors[earlier] ?? vector),
        isSameAudio: clip.sourceSha256 === other.sourceSha256,
      });
    }
    pairs = pairs.sort((a, b) => b.similarity - a.similarity).slice(0, count); // no more in memory than needed
  }
  return pairs;
}

type PlacedClip = Pick<Sample, "recording" | "fold">;

/** Whether a split by folds, else by recordings, sets two clips apart. */
function isSplit(a: PlacedClip, b: PlacedClip): boolean {
  if (a.fold !== undefined && b.fold !== undefined) return a.fold !== b.fold;
  return a.recording !== b.recording;
}
