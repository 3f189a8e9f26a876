import { BatchJournal } from "./batch_journal.ts";
import { fillJournal, type FillJournalOptions } from "./fill_journal.ts";
import { removeJournals } from "./journal_files.ts";
import { openOutPlace } from "./out_place.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor } from "./predictor.ts";
import { requestHash } from "./request_hash.ts";
import type { PredictionForm } from "./write_predictions.ts";
import { writeResult } from "./write_result.ts";

/** How a file of predictions is made. */
export interface PredictToFileOptions extends FillJournalOptions {
  form: PredictionForm;
}

/**
 * Predicts files into one, which is there whole or not at all. Where the process is killed, the same call goes
 * on from there and gives the same file, unless the model or an input has changed: then it starts anew. Of no
 * inputs there is a file without predictions.
 *
 * @param out A path, or `s3://bucket/name`: then another machine goes on, too.
 * @returns How many files could be predicted.
 * @throws {Error} if none of them could be, or another process is writing the same file. In a bucket nobody
 * sees that: two that write the same give the same, and of two that write something else one fails.
 */
export async function predictToFile(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  out: string,
  { form, ...options }: PredictToFileOptions,
): Promise<number> {
  const place = await openOutPlace(out);
  const request = requestHash(predictor, inputs, options);
  let kept: number;
  {
    await using journal = await BatchJournal.open(place, { request });
    await fillJournal(journal, predictor, inputs, options);
    const file = { form, frames: options.frames };
    kept = await writeResult(place, journal.outcomes(), inputs.length, file);
  }
  await removeJournals(place);
  return kept;
}
