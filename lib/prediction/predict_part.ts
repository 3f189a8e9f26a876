import { setTimeout as delay } from "node:timers/promises";
import { partOf, type Shard } from "../dataset/creation/shard.ts";
import { BatchJournal } from "./batch_journal.ts";
import { fillJournal } from "./fill_journal.ts";
import { hasOtherJournals } from "./journal_files.ts";
import { mergeParts } from "./merge_parts.ts";
import { readMergedNote } from "./merged_note.ts";
import { openOutPlace } from "./out_place.ts";
import type { PredictToFileOptions } from "./predict_to_file.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor } from "./predictor.ts";
import { requestHash } from "./request_hash.ts";
import { removedMeanwhile } from "./write_result.ts";

/** One that merges notes it right after it has written the result, which need not be its first. */
const NOTED_WITHIN_MS = 1_000;

/** What came of a part. */
export interface PredictedPart {
  /** How many files could be predicted: of the part, or of all where nothing is waited for. */
  kept: number;
  /** The parts that have yet to be done before there is a result; none where it is there. */
  waitingFor: Shard[];
  /**
   * Whether others are at the same result with other files, another model (such as pods that a registry has given
   * a newer version) or other wishes: what they have does not count.
   */
  isAmongOthers: boolean;
}

/**
 * Predicts one part of files, whose outcomes stay in a journal beside the result. The part that is done last
 * merges all into the result, as `predictToFile()` would have written it. A part that is whole, or a result that
 * has been merged of the same inputs by the same model, is not made again.
 *
 * @param inputs Of all parts, in the same order in each. Where a part saw others, it is waited for.
 * @param out Where all parts write: a path of a folder that they share, or `s3://bucket/name`.
 * @throws as `predictToFile()` does; and if another run, of other files or by another model, has removed what
 * this part had kept.
 */
export async function predictPart(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  out: string,
  { form, shard, ...options }: PredictToFileOptions & { shard: Shard },
): Promise<PredictedPart> {
  const place = await openOutPlace(out);
  const request = requestHash(predictor, inputs, options);
  const before = await readMergedNote(place, request);
  if (before !== undefined) return whole(before);
  let kept: number;
  {
    await using journal = await BatchJournal.open(place, { request, shard });
    kept = await fillJournal(journal, predictor, partOf(inputs, shard), options);
  }
  const merged = await mergeParts(
    place,
    { request, count: shard.count, total: inputs.length },
    { form, frames: options.frames },
  );
  if ("kept" in merged) return whole(merged.kept);
  const isGone = merged.waitingFor.some(({ index }) => index === shard.index);
  if (!isGone) return { kept, ...merged, isAmongOthers: await hasOtherJournals(place, request) };
  await delay(NOTED_WITHIN_MS);
  const byAnother = await readMergedNote(place, request);
  if (byAnother === undefined) throw removedMeanwhile(place);
  return whole(byAnother);
}

/** The result is there. */
function whole(kept: number): PredictedPart {
  return { kept, waitingFor: [], isAmongOthers: false };
}
