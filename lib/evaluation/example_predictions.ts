import type { Prediction } from "../training/prediction.ts";

/** Labels of {@linkcode examplePredictions}. */
export const EXAMPLE_LABELS = ["dog", "rain", "rooster", "sea_waves"];

/** For tests: predictions that are right about three times in four, always the same ones. */
export function examplePredictions(clips = 80): Prediction[] {
  return Array.from({ length: clips }, (_, clip) => {
    const truth = clip % EXAMPLE_LABELS.length;
    const logits = EXAMPLE_LABELS.map((_, index) =>
      (index === truth ? 1.6 : 0) + 2 * Math.sin(13 * clip + 7 * index)
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    return {
      id: `clip-${clip}`,
      labels: [EXAMPLE_LABELS[truth] ?? ""],
      probabilities: logits.map((logit) => Math.exp(logit) / total),
      fold: 1 + Math.floor(clip / 4) % 4,
    };
  });
}
