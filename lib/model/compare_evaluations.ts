import type { Dataset } from "../dataset/dataset.ts";
import { compareModels, type ModelComparison } from "../evaluation/compare_models.ts";
import type { ModelEvaluation } from "./evaluate_model.ts";

/**
 * Compares two models on the clips of a dataset that neither of them was trained on.
 *
 * @param first Of the dataset by one model.
 * @param second Of the same dataset by another one.
 * @returns `undefined` where there is no such clip.
 */
export function compareEvaluations(
  { samples }: Dataset,
  first: ModelEvaluation,
  second: ModelEvaluation,
): ModelComparison | undefined {
  const seen = new Set(
    [...first.clips, ...second.clips].filter((clip) => clip.seen).map(({ id }) => id),
  );
  const newTo = ({ clips }: ModelEvaluation) => clips.filter(({ id }) => !seen.has(id));
  if (newTo(first).length === 0) return undefined;
  const recordings = new Map(samples.map(({ id, recording }) => [id, recording]));
  return compareModels(newTo(first), newTo(second), { recordings });
}
