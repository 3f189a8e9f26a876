import type { OnProgress } from "../../cli/progress.ts";
import type { StandardAudio } from "../standard_audio.ts";
import type { StandardizePool } from "../standardize_pool.ts";
import { ByteBudget } from "./byte_budget.ts";
import type { Outcome } from "./gather_shards.ts";
import type { Journal } from "./journal.ts";
import type { MadeClip } from "./journal_record.ts";
import type { JournalWriter } from "./journal_writer.ts";
import { keptClips } from "./kept_clips.ts";
import type { PlannedClip } from "./plan_clips.ts";
import { storeClip } from "./store_clip.ts";
import { storeClips } from "./store_clips.ts";
import type { Target } from "./target.ts";
import { removeManifests } from "./write_manifests.ts";

/** For the files of the source that are in memory at the same time. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;

/** By what clips are made. */
export interface Workshop {
  target: Target;
  /** Of earlier runs, of all shards. */
  journals: ReadonlyMap<string, Journal>;
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
  clips: readonly PlannedClip[],
  work: Workshop,
): Promise<PartDone> {
  const { target: { store }, journals, writer, standardizing, onProgress } = work;
  const stored = await keptClips(clips, store, journals.values(), standardizing);
  for (const clip of stored.values()) await writer.add({ stored: clip });
  const reused = stored.size;
  const missing = clips.filter(({ key }) => !stored.has(key));
  if (missing.length > 0) await removeManifests(store);
  onProgress?.(reused, clips.length);
  const making = { ...work, store, budget: new ByteBudget(MAX_BYTES_IN_FLIGHT) };
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
  const before = new Set(
    [...journals.values()].flatMap((journal) => journal.stored)
      .map(({ id }) => id),
  );
  return { stored, skipped, reused, remade: missing.filter(({ id }) => before.has(id)).length };
}
