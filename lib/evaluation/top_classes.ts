/** A class and what the model gave it, from 0 to 1. */
export interface ClassScore {
  label: string;
  score: number;
}

/** The `count` classes with the highest scores, best first; the earlier class where two are equal. */
export function topClasses(
  scores: ArrayLike<number>,
  labels: readonly string[],
  count: number,
): ClassScore[] {
  return labels
    .map((label, index) => ({ label, score: scores[index] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}
