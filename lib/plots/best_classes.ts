import { topClasses } from "../evaluation/top_classes.ts";

/** A class and its score in each frame of a clip. */
export interface ClassOverTime {
  label: string;
  scores: number[];
}

/**
 * The classes of highest mean over a clip's frames, the best first.
 *
 * @param scores F × C, row-major.
 * @param labels Names of the C columns.
 */
export function bestClasses(
  scores: Float32Array,
  labels: readonly string[],
  count: number,
): ClassOverTime[] {
  const frames = Array.from({ length: scores.length / labels.length }, (_, frame) => frame);
  const over = (column: number) =>
    frames.map((frame) => scores[frame * labels.length + column] ?? 0);
  const sums = labels.map((_, column) => over(column).reduce((sum, score) => sum + score, 0));
  return topClasses(sums, labels, count)
    .map(({ label }) => ({ label, scores: over(labels.indexOf(label)) }));
}
