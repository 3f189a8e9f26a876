import type { Decision } from "./decisions.ts";

/** A clip that was decided wrongly. */
export interface ConfusedClip {
  id: string;
  fold?: number;
  truth: string[];
  predicted: string[];
  /** Probability of the wrong answer: how sure the model was of it. */
  probability: number;
}

const MOST = 50;

/** The wrongly decided clips, the surest first, at most {@linkcode MOST} of them. */
export function confusedClips(
  decisions: readonly Decision[],
  labels: readonly string[],
): ConfusedClip[] {
  const names = (indices: readonly number[]) => indices.map((index) => labels[index] ?? "");
  return decisions
    .filter(({ correct }) => !correct)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST)
    .map(({ id, fold, truth, predicted, confidence }) => ({
      id,
      ...(fold === undefined ? {} : { fold }),
      truth: names(truth),
      predicted: names(predicted),
      probability: confidence,
    }));
}
