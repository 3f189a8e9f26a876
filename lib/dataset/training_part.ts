import type { Dataset } from "./dataset.ts";

/**
 * The clips that may be trained on: all but those that the dataset keeps for testing (`split: "test"`).
 * The data hash stays that of the whole dataset.
 */
export function trainingPart(dataset: Dataset): Dataset {
  const samples = dataset.samples.filter(({ split }) => split !== "test");
  return samples.length === dataset.samples.length ? dataset : { ...dataset, samples };
}
