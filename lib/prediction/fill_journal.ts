import type { OnProgress } from "../cli/progress.ts";
import type { BatchJournal } from "./batch_journal.ts";
import { keptPrediction, type OnBadFile, predictEach } from "./predict_each.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor, WantedScores } from "./predictor.ts";

/** How a journal is filled. */
export interface FillJournalOptions extends WantedScores {
  /** Without it the first file that cannot be read ends it all; the same call goes on from there. */
  onBadFile?: OnBadFile | undefined;
  onProgress?: OnProgress | undefined;
}

/**
 * Predicts the inputs whose outcomes a journal does not have yet.
 *
 * @returns How many of all could be predicted.
 */
export async function fillJournal(
  journal: BatchJournal,
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  { topN, frames, onBadFile, onProgress }: FillJournalOptions,
): Promise<number> {
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
  await journal.flush();
  return kept;
}
