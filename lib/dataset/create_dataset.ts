import type { OnProgress } from "../cli/progress.ts";
import { checkTarget } from "./creation/check_target.ts";
import { type CreateReport, reportOn, samplesHash } from "./creation/create_report.ts";
import { finishDataset } from "./creation/finish_dataset.ts";
import { gatherShards, joinOutcomes } from "./creation/gather_shards.ts";
import { JournalWriter } from "./creation/journal_writer.ts";
import { makePart } from "./creation/make_part.ts";
import { planDataset } from "./creation/plan_dataset.ts";
import { countRemoved } from "./creation/kept_clips.ts";
import { type Shard, shardName, WHOLE } from "./creation/shard.ts";
import { takeSnapshot, takeSnapshotAgain } from "./creation/snapshot.ts";
import { openedSamples, storedSamples } from "./creation/stored_samples.ts";
import { openTarget } from "./creation/target.ts";
import type { DatasetSource } from "./sources/source.ts";
import type { SplitRequest } from "./splits/deal_places.ts";
import { splitSamples } from "./splits/split_samples.ts";
import { STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";
import { nameStandardizing, openStandardizePool } from "./standardize_pool.ts";

/** Which clips, how they are stored, and what to do about bad ones. */
export interface CreateDatasetOptions {
  /** The dataset's name; by default the source's. */
  name?: string | undefined;
  /** Only these classes. */
  classes?: readonly string[] | undefined;
  /** At most this many clips of each class, evenly from all folds. */
  limit?: number | undefined;
  /** How the audio is stored; by default as it is, in 16 kHz mono PCM. */
  standardAudio?: StandardAudio | undefined;
  /** Leaves out clips that cannot be read, instead of stopping at the first. */
  skipBad?: boolean | undefined;
  /** Divides the clips anew into splits or folds; by default they are as the source has them. */
  split?: SplitRequest | undefined;
  /** Makes only this part; the shard that ends last makes the whole of all of them. */
  shard?: Shard | undefined;
  /** Told how many clips are done, those of an earlier run included. */
  onProgress?: OnProgress | undefined;
  /** Stops the work once the clips under way are stored; the same call goes on from there. */
  signal?: AbortSignal | undefined;
}

/**
 * Makes a standard dataset from a source: each clip as 16 kHz mono audio in `audio/`, and manifests, of which
 * `manifest.json` is written last.
 *
 * Interrupted at any moment and called again, it goes on where it was; called once more, it finds all done.
 * Where the source has changed since, what is unchanged is kept, what has changed is made anew, and what is
 * gone is removed. So is what an earlier version of the resampler stored, or a CPU that rounds otherwise: the
 * same source gives the same clips and manifest, byte for byte.
 *
 * @param out A folder, or `s3://bucket/folder`.
 * @throws {BadClipError} if a clip cannot be read, without `skipBad`.
 * @throws {Error} if the source has no such class, two clips with one id or a label that cannot be one; if
 * `out` holds anything else; if no clip is left; if shards have seen different listings of the source.
 */
export async function createDataset(
  source: DatasetSource,
  out: string,
  options: CreateDatasetOptions = {},
): Promise<CreateReport> {
  const { standardAudio = STANDARD_AUDIO, shard = WHOLE } = options;
  const plan = await planDataset(source, { ...options, standardAudio });
  const target = await openTarget(out);
  await checkTarget(target, plan);
  using pool = await openStandardizePool();
  const standardizing = await nameStandardizing(pool, standardAudio);
  await using writer = await JournalWriter.open(target, shardName(shard));
  const { request, listing, clips } = plan;
  await writer.add({ begin: { request, listing } });
  await writer.flush(); // others must know of it before they see files
  const { store } = target;
  const before = await takeSnapshot(target);
  const work = {
    ...options,
    store,
    shard,
    found: before,
    writer,
    pool,
    standardAudio,
    standardizing,
  };
  const part = await makePart(clips, work);

  const found = shard.count === WHOLE.count ? before : await takeSnapshotAgain(target, before);
  const finished = { store, shard, plan, standardizing };
  const { others, waitingFor } = await gatherShards(finished, found);
  const outcome = waitingFor.length > 0 ? part : joinOutcomes([part, ...others]);
  const asInSource = storedSamples(clips, outcome.stored);
  const name = options.name ?? source.name;
  const report = reportOn(name, asInSource, { ...part, skipped: outcome.skipped, waitingFor });
  if (waitingFor.length > 0) return report;
  if (asInSource.length === 0) {
    throw new Error(`Cannot make a dataset of ${source.name}: it has no clip that can be read`);
  }
  const samples = options.split
    ? splitSamples(asInSource, openedSamples(asInSource), options.split)
    : asInSource;
  const dataHash = samplesHash(samples, standardAudio);
  const facts = { name, source: source.name, standardAudio, dataHash };
  const begunAnew = await finishDataset(target, finished, { facts, samples, outcome, found });
  if (begunAnew.length > 0) return { ...report, waitingFor: begunAnew };
  return { ...report, removed: countRemoved(before.journals, clips), samples, dataHash };
}
