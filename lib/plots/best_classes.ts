import { topClasses } from "../evaluation/top_classes.ts";

/** A class and its score in each frame of a clip. */
export interface ClassOverTime {
  label: string;
  scores: number[];
}

/** As many as can be told apart in one figure. */
const MOST = 5;

/**
 * The classes of highest mean over a clip's frames, the best first, {@linkcode MOST} at most.
 *
 * @param scores F × C, row-major.
 * @param labels Names of the C columns.
 */
export function bestClasses(scores: Float32Array, labels: readonly string[]): ClassOverTime[] {
  const frames = [...Array(scores.length / labels.length).keys()];
  const over = (column: number) =>
    frames.map((frame) => scores[frame * labels.length + column] ?? 0);
  const sums = labels.map((_, column) => over(column).reduce((sum, score) => sum + score, 0));
  return topClasses(sums, labels, MOST)
    .map(({ label }) => ({ label, scores: over(labels.indexOf(label)) }));
}
