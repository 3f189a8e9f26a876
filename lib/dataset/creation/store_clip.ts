import { basename } from "node:path";
import { isBadAudio } from "../../audio/bad_audio.ts";
import type { Store } from "../../storage/store.ts";
import { freeArrays } from "../../workers/free_arrays.ts";
import type { StandardAudio } from "../standard_audio.ts";
import type { StandardClip } from "../standardize_clip.ts";
import type { StandardizePool } from "../standardize_pool.ts";
import { BadClipError } from "./bad_clip_error.ts";
import type { ByteBudget } from "./byte_budget.ts";
import { isOutage } from "./is_outage.ts";
import type { ClipFile } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";

/** What a source's file is taken for where it does not tell its size. */
const UNKNOWN_BYTES = 32 * 1024 * 1024;

/** How clips are made and where they go. */
export interface ClipStorage {
  store: Store;
  pool: StandardizePool;
  standardAudio: StandardAudio;
  /** For the files of the source that are in memory. */
  budget: ByteBudget;
}

/**
 * Reads a clip, standardizes it and stores what comes of it: one file, or several where it is cut into windows.
 *
 * @throws {BadClipError} if it cannot be read.
 */
export async function storeClip(
  clip: PlannedClip,
  { store, pool, standardAudio, budget }: ClipStorage,
): Promise<ClipFile[]> {
  const { originalFile, segment, read, bytes: size = UNKNOWN_BYTES } = clip.entry;
  using reservation = await budget.reserve(size);
  const bytes = await read().catch((cause) => {
    if (!isOutage(clip.entry, cause)) throw new BadClipError(originalFile, cause.message);
    throw new Error(`Cannot read ${originalFile}: ${cause.message}`, { cause });
  });
  reservation.correct(bytes.length);
  const request = { bytes, segment, standardAudio };
  const made = await pool.run(request, [bytes.buffer]).catch((cause) => {
    if (isBadAudio(cause)) throw new BadClipError(originalFile, cause.message);
    throw new Error(`Cannot store ${originalFile}: ${cause.message}`, { cause });
  });
  const files: ClipFile[] = [];
  for (const part of made) {
    const facts = describe(clip, part);
    const { version } = await store.write(facts.filepath, part.wav);
    freeArrays([part.wav]);
    files.push({ facts, version });
  }
  return files;
}

/** "~" stands in no safe name and in no id's place there, so that windows take no other clip's. */
function describe({ id, sample, entry }: PlannedClip, made: StandardClip): ClipFile["facts"] {
  const { window, source, levels, durationSeconds, sourceSha256, sha256 } = made;
  const mark = window ? `~${String(window.index).padStart(4, "0")}` : "";
  const filepath = sample.filepath.replace(/\.wav$/, `${mark}.wav`);
  const isWhole = source.startSeconds === 0 && source.endSeconds === source.durationSeconds;
  return {
    id: `${id}${mark}`,
    filename: basename(filepath),
    filepath,
    duration: durationSeconds,
    ...(!isWhole && { source_start: source.startSeconds, source_end: source.endSeconds }),
    original_sample_rate: source.sampleRateHz,
    original_channels: source.channels,
    original_duration: source.durationSeconds,
    ...levels,
    sourceSha256: isWhole ? entry.sourceSha256 ?? sourceSha256 : sourceSha256,
    sha256,
  };
}
