/** Clips counted from the highest score down, one step for each distinct score. */
export interface RankingStep {
  /** Clips with at least this score are taken as positive. */
  threshold: number;
  truePositives: number;
  falsePositives: number;
}

/**
 * Sorts clips by descending score. Clips of equal score make one step, as no threshold parts them.
 *
 * @param scores One a clip.
 * @param positive Whether each clip is positive.
 */
export function rankingSteps(
  scores: readonly number[],
  positive: readonly boolean[],
): RankingStep[] {
  const order = scores.map((_, clip) => clip)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const steps: RankingStep[] = [];
  let truePositives = 0, falsePositives = 0;
  for (const clip of order) {
    const threshold = scores[clip] ?? 0;
    if (positive[clip]) truePositives++;
    else falsePositives++;
    if (steps.at(-1)?.threshold === threshold) steps.pop();
    steps.push({ threshold, truePositives, falsePositives });
  }
  return steps;
}
