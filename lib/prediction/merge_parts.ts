import pMap from "p-map";
import { partLength, type Shard } from "../dataset/creation/shard.ts";
import { countOutcomes, readOutcomes } from "./batch_journal.ts";
import { removeJournals } from "./journal_files.ts";
import { readMergedNote, writeMergedNote } from "./merged_note.ts";
import type { OutPlace } from "./out_place.ts";
import type { Outcome } from "./predict_each.ts";
import type { PredictionFile } from "./write_predictions.ts";
import { writeResult } from "./write_result.ts";

const ASKED_AT_ONCE = 16;

/** The work whose parts are merged. */
export interface SharedWork {
  request: string;
  /** How many parts there are. */
  count: number;
  /** Inputs of all parts. */
  total: number;
}

/**
 * Merges the journals of all parts into the result, which is then as one machine would have written it, and
 * removes them. Two processes may do that at the same time: they write the same, and one that finds the journals
 * gone sees that the other has ended.
 *
 * @returns How many files of all parts could be predicted; or the parts that are not whole yet.
 * @throws {Error} if no file of any part could be.
 */
export async function mergeParts(
  place: OutPlace,
  work: SharedWork,
  file: PredictionFile,
): Promise<{ kept: number } | { waitingFor: Shard[] }> {
  try {
    const waitingFor = await unfinished(place, work);
    const kept = waitingFor.length === 0
      ? await merge(place, work, file)
      : await readMergedNote(place, work.request);
    if (kept === undefined) return { waitingFor };
    await removeJournals(place); // also its own, which another that merged could not remove
    return { kept };
  } catch (error) {
    const kept = await readMergedNote(place, work.request);
    if (kept === undefined) throw error;
    return { kept };
  }
}

/** The parts whose journals are not whole. */
async function unfinished(place: OutPlace, work: SharedWork): Promise<Shard[]> {
  const shards = shardsOf(work);
  const counts = await pMap(
    shards,
    (shard) => countOutcomes(place, { request: work.request, shard }),
    { concurrency: ASKED_AT_ONCE },
  );
  return shards.filter((shard, index) => (counts[index] ?? 0) < partLength(work.total, shard));
}

async function merge(place: OutPlace, work: SharedWork, file: PredictionFile): Promise<number> {
  const { request, total } = work;
  const parts = shardsOf(work).map((shard) => readOutcomes(place, { request, shard }));
  const kept = await writeResult(place, takingTurns(parts), total, file);
  await writeMergedNote(place, request, kept);
  return kept;
}

function shardsOf({ count }: SharedWork): Shard[] {
  return Array.from({ length: count }, (_, index) => ({ index, count }));
}

/** One of each in turn, as `partOf()` has dealt them out, until the first has no more. */
async function* takingTurns(parts: readonly AsyncIterable<Outcome>[]): AsyncIterable<Outcome> {
  const iterators = parts.map((part) => part[Symbol.asyncIterator]());
  try {
    for (let turn = 0;; turn++) {
      const next = await iterators[turn % iterators.length]?.next();
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.();
  }
}
