import { sha256 } from "../storage/sha256.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor, WantedScores } from "./predictor.ts";

/** SHA-256 of all that a file of predictions depends on: the same in each run that shall give the same. */
export function requestHash(
  { model }: Predictor,
  inputs: readonly PredictionInput[],
  { topN, frames }: WantedScores,
): string {
  const files = inputs.map(({ name, version }) => [name, version]);
  return sha256(JSON.stringify({ model, topN, frames, files }));
}
