import type { OnProgress } from "../cli/progress.ts";
import type { FilePrediction } from "../model/file_prediction.ts";
import { keptPrediction, type OnBadFile, predictEach } from "./predict_each.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor, WantedScores } from "./predictor.ts";

/** How files are predicted. */
export interface PredictFilesOptions extends WantedScores {
  /** Without it the first file that cannot be read ends it all. */
  onBadFile?: OnBadFile | undefined;
  onProgress?: OnProgress | undefined;
}

/**
 * Predicts files, in their order.
 *
 * @returns A prediction for each file that could be read.
 * @throws {Error} that names the file which cannot be read, or if none of them can.
 */
export async function predictFiles(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  { onBadFile, onProgress, ...wanted }: PredictFilesOptions,
): Promise<FilePrediction[]> {
  const predictions: FilePrediction[] = [];
  let done = 0;
  for await (const outcome of predictEach(predictor, inputs, wanted)) {
    const prediction = keptPrediction(outcome, onBadFile);
    if (prediction) predictions.push(prediction);
    onProgress?.(++done, inputs.length);
  }
  if (predictions.length === 0 && inputs.length > 0) {
    throw new Error("None of the files could be read");
  }
  return predictions;
}
