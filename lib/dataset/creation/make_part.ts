import type { Store } from "../../storage/store.ts";
import type { OnProgress } from "../../cli/progress.ts";
import type { StandardAudio } from "../standard_audio.ts";
import type { StandardizePool } from "../standardize_pool.ts";
import { ByteBudget } from "./byte_budget.ts";
import type { Outcome } from "./gather_shards.ts";
import { allStored } from "./journal.ts";
import type { MadeClip } from "./journal_record.ts";
import type { JournalWriter } from "./journal_writer.ts";
import { keptClips } from "./kept_clips.ts";
import type { PlannedClip } from "./plan_clips.ts";
import { partOf, type Shard, shardName } from "./shard.ts";
import { storeClip } from "./store_clip.ts";
import { storeClips } from "./store_clips.ts";
import type { Snapshot } from "./snapshot.ts";
import { removeManifests } from "./write_manifests.ts";

/** For the files of the source that are in memory at the same time. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;

/** By what clips are made. */
export interface Workshop {
  store: Store;
  shard: Shard;
  /** What is there of earlier runs, of all shards. */
  found: Snapshot;
  writer: JournalWriter;
  pool: StandardizePool;
  standardAudio: StandardAudio;
  /** See `nameStandardizing()`. */
  standardizing: string;
  skipBad?: boolean | undefined;
  onProgress?: OnProgress | undefined;
  signal?: AbortSignal | undefined;
}

/** What was done for them. */
export interface PartDone extends Outcome {
  /** How many were there from an earlier run. */
  reused: number;
  /** How many were there, but not as they are now. */
  remade: number;
}

/**
 * Stores a shard's clips, but for those that earlier runs have stored, and notes each in the journal. Before
 * the first is made, the manifests of what was there go.
 */
export async function makePart(
  plan: readonly PlannedClip[],
  work: Workshop,
): Promise<PartDone> {
  const { store, shard, found: { files, journals }, writer, standardizing, onProgress } = work;
  const [clips, own] = [partOf(plan, shard), shardName(shard)];
  const stored = await keptClips(clips, files, { journals, own, standardizing });
  const noted = journals.get(own)?.stored;
  for (const clip of stored.values()) {
    if (noted?.get(clip.key) !== clip) await writer.add({ stored: clip });
  }
  const reused = stored.size;
  const missing = clips.filter(({ key }) => !stored.has(key));
  if (missing.length > 0) await removeManifests(store);
  onProgress?.(reused, clips.length);
  const making = { ...work, budget: new ByteBudget(MAX_BYTES_IN_FLIGHT) };
  const bad = await storeClips(missing, (clip) => storeClip(clip, making), {
    skipBad: work.skipBad ?? false,
    signal: work.signal,
    async onStored({ id, key }, files) {
      const clip: MadeClip = { id, key, standardizing, files };
      stored.set(key, clip);
      await writer.add({ stored: clip });
    },
    onProgress: (done) => onProgress?.(reused + done, clips.length),
  });
  const skipped = bad.map(({ clip: { key }, error: { file, reason } }) => ({ key, file, reason }));
  await writer.add({ complete: { skipped } });
  await writer.flush();
  const before = new Set(allStored(journals).map(({ id }) => id));
  return { stored, skipped, reused, remade: missing.filter(({ id }) => before.has(id)).length };
}
