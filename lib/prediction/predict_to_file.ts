import type { OnProgress } from "../cli/progress.ts";
import type { FilePrediction } from "../model/file_prediction.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { BatchJournal } from "./batch_journal.ts";
import { keptPrediction, type OnBadFile, predictEach } from "./predict_each.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor, WantedScores } from "./predictor.ts";
import { type PredictionForm, writePredictions } from "./write_predictions.ts";

/** How a file of predictions is made. */
export interface PredictToFileOptions extends WantedScores {
  form: PredictionForm;
  /** Without it the first file that cannot be read ends it all; the same call goes on from there. */
  onBadFile?: OnBadFile | undefined;
  onProgress?: OnProgress | undefined;
}

/**
 * Predicts files into one, which is there whole or not at all. Where the process is killed, the same call goes
 * on from there and gives the same file, unless the model or an input has changed: then it starts anew. Of no
 * inputs, as the part of a pod can be, there is a file without predictions.
 *
 * @returns How many files could be predicted.
 * @throws {Error} if none of them could be, or another process is writing the same file.
 */
export async function predictToFile(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  out: string,
  { form, topN, frames, onBadFile, onProgress }: PredictToFileOptions,
): Promise<number> {
  await using journal = await BatchJournal.open(out, requestHash(predictor, inputs, topN, frames));
  let kept = 0;
  for await (const outcome of journal.outcomes()) {
    if (keptPrediction(outcome, onBadFile)) kept++;
  }
  if (journal.done > 0) onProgress?.(journal.done, inputs.length);
  const rest = inputs.slice(journal.done);
  for await (const outcome of predictEach(predictor, rest, { topN, frames })) {
    if (keptPrediction(outcome, onBadFile)) kept++;
    await journal.add(outcome);
    onProgress?.(journal.done, inputs.length);
  }
  const isUseless = kept === 0 && inputs.length > 0;
  if (!isUseless) {
    const predictions = predictionsOf(journal);
    await writeAtomically(out, (path) => writePredictions(path, predictions, { form, frames }));
  }
  await journal.remove();
  if (isUseless) throw new Error("None of the files could be read");
  return kept;
}

/** The same in each run that shall give the same. */
function requestHash(
  { model }: Predictor,
  inputs: readonly PredictionInput[],
  topN: number,
  frames: boolean,
): string {
  const files = inputs.map(({ name, version }) => [name, version]);
  return sha256(JSON.stringify({ model, topN, frames, files }));
}

async function* predictionsOf(journal: BatchJournal): AsyncIterable<FilePrediction> {
  for await (const outcome of journal.outcomes()) {
    if ("prediction" in outcome) yield outcome.prediction;
  }
}
