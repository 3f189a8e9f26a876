import pMap from "p-map";
import type { OnProgress } from "../cli/progress.ts";
import type { Sample } from "../dataset/dataset.ts";
import type { Prediction } from "../training/prediction.ts";
import type { Model, ModelOutput } from "./model.ts";

/** How samples are predicted. */
export interface PredictSamplesOptions {
  /** What to keep of the model's answer; by default the clip's probabilities. */
  score?: (output: ModelOutput) => ArrayLike<number>;
  onProgress?: OnProgress;
}

/**
 * Runs a model on a dataset's samples, as many at a time as it has workers; no more audio than that is
 * held.
 *
 * @returns A prediction a sample, in their order.
 * @throws {Error} that names the file which cannot be read.
 */
export async function predictSamples(
  model: Model,
  samples: readonly Sample[],
  { score = ({ probabilities }) => probabilities, onProgress }: PredictSamplesOptions = {},
): Promise<Prediction[]> {
  let done = 0;
  return await pMap(samples, async ({ id, path, labels, fold }) => {
    const probabilities = score(await model.run({ path }));
    onProgress?.(++done, samples.length);
    return { id, labels, probabilities, ...(fold === undefined ? {} : { fold }) };
  }, { concurrency: model.size });
}
