import { join } from "node:path";
import pMap, { pMapSkip } from "p-map";
import { isBadAudio } from "../audio/bad_audio.ts";
import type { OnProgress } from "../cli/progress.ts";
import { sha256 } from "../storage/sha256.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { type Journal, StoredSample } from "./journal.ts";
import type { PlannedClip } from "./plan_clips.ts";
import type { SourceEntry } from "./sources/source.ts";
import type { StandardizePool } from "./standardize_pool.ts";
import { STANDARD_AUDIO } from "./standard_audio.ts";
import type { StandardClip } from "./standardize_clip.ts";

/** A clip that cannot be read. */
export class BadClipError extends Error {
  override name = "BadClipError";
  /** @param file The clip's name in its source. */
  constructor(readonly file: string, readonly reason: string) {
    super(`Cannot read ${file}: ${reason}`);
  }
}

/** What became of the clips. */
export interface StoredClips {
  /** In the plan's order. */
  samples: StoredSample[];
  /** How many of them an earlier run had stored. */
  reused: number;
  /** Those that cannot be read. */
  skipped: { file: string; reason: string }[];
}

/**
 * Stores clips in a folder, but for those that the journal has, with no more clips in memory than the pool
 * works on.
 *
 * At the first error no further clip is begun, and those under way are finished.
 *
 * @throws {BadClipError} if a clip cannot be read, without `skipBad`.
 */
export async function storeClips(
  plan: readonly PlannedClip[],
  folder: string,
  journal: Journal,
  pool: StandardizePool,
  { skipBad, onProgress }: { skipBad: boolean; onProgress: OnProgress | undefined },
): Promise<StoredClips> {
  const skipped: BadClipError[] = [];
  const failures: unknown[] = [];
  let [done, reused] = [0, 0];

  const store = async (clip: PlannedClip): Promise<StoredSample> => {
    const stored = await findStored(clip, folder, journal);
    if (stored) {
      reused++;
      return stored;
    }
    const sample = await storeClip(clip, folder, pool);
    await journal.add(sample);
    return sample;
  };
  const samples = await pMap(plan, async (clip) => {
    if (failures.length > 0) return pMapSkip;
    try {
      return await store(clip);
    } catch (error) {
      if (skipBad && error instanceof BadClipError) skipped.push(error);
      else failures.push(error);
      return pMapSkip;
    } finally {
      onProgress?.(++done, plan.length);
    }
  }, { concurrency: 2 * pool.size });
  if (failures.length > 0) throw failures[0];
  return { samples, reused, skipped: skipped.map(({ file, reason }) => ({ file, reason })) };
}

/** A clip of an earlier run, if it is still there as it was. */
async function findStored(
  { sample: { id } }: PlannedClip,
  folder: string,
  journal: Journal,
): Promise<StoredSample | undefined> {
  const stored = journal.stored.get(id ?? "");
  if (!stored) return undefined;
  const bytes = await Deno.readFile(join(folder, stored.filepath)).catch(() => undefined);
  return bytes && sha256(bytes) === stored.sha256 ? stored : undefined;
}

async function storeClip(
  { entry, sample }: PlannedClip,
  folder: string,
  pool: StandardizePool,
): Promise<StoredSample> {
  const [clip] = await standardize(entry, pool);
  if (!clip) throw new Error(`Cannot store ${entry.originalFile}: it gave no clip`);
  const { wav, sha256, durationSeconds: duration, ...audio } = clip;
  const sourceSha256 = entry.sourceSha256 ?? audio.sourceSha256;
  await writeAtomically(join(folder, sample.filepath), wav);
  return StoredSample.parse({ ...sample, duration, sourceSha256, sha256 }); // fields in the schema's order
}

async function standardize(
  { originalFile, segment, read }: SourceEntry,
  pool: StandardizePool,
): Promise<StandardClip[]> {
  const bytes = await read().catch((cause) => {
    throw new BadClipError(originalFile, cause.message);
  });
  const request = { bytes, segment, standardAudio: STANDARD_AUDIO };
  return await pool.run(request, [bytes.buffer]).catch((cause) => {
    if (isBadAudio(cause)) throw new BadClipError(originalFile, cause.message);
    throw new Error(`Cannot store ${originalFile}: ${cause.message}`, { cause });
  });
}
