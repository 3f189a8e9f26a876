import type { Prediction } from "../training/prediction.ts";

/** Labels of {@linkcode examplePredictions}. */
export const EXAMPLE_LABELS = ["dog", "rain", "rooster", "sea_waves"];

/** True classes of seven clips in a row: some classes have more clips than others. */
const TRUTH = [0, 1, 2, 3, 0, 1, 0];

/** For tests: predictions that are right about two times in three, always the same ones. */
export function examplePredictions(clips = 84): Prediction[] {
  return Array.from({ length: clips }, (_, clip) => {
    const truth = TRUTH[clip % TRUTH.length] ?? 0;
    const logits = EXAMPLE_LABELS.map((_, index) =>
      (index === truth ? 1.6 : 0) + 2 * Math.sin(13 * clip + 7 * index)
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    return {
      id: `clip-${clip}`,
      labels: [EXAMPLE_LABELS[truth] ?? ""],
      probabilities: logits.map((logit) => Math.exp(logit) / total),
      fold: 1 + Math.floor(clip / TRUTH.length) % 4,
    };
  });
}
