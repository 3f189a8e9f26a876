import pMap from "p-map";
import type { OnProgress } from "../../cli/progress.ts";
import { BadClipError } from "./bad_clip_error.ts";
import type { ClipFile } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";

/**
 * How many clips are read, standardized and written at the same time. Of a server that takes 60 ms to answer,
 * 32 give two workers enough to do, and 8 a third of it; of a disk and with 64 it is no faster.
 */
const AT_ONCE = 32;

/** What is told while clips are stored. */
export interface StoreClipsOptions {
  /** Keeps those that can be read, where others cannot. */
  skipBad: boolean;
  onStored: (clip: PlannedClip, files: ClipFile[]) => Promise<void>;
  /** Told how many of these clips are done. */
  onProgress: OnProgress;
  signal?: AbortSignal | undefined;
}

/**
 * Stores clips, several at a time. At the first error, or when told to stop, no further clip is begun, and
 * those under way are finished.
 *
 * @returns Those that cannot be read, with `skipBad`.
 * @throws {BadClipError} if a clip cannot be read, without `skipBad`.
 * @throws The signal's reason.
 */
export async function storeClips(
  clips: readonly PlannedClip[],
  store: (clip: PlannedClip) => Promise<ClipFile[]>,
  { skipBad, onStored, onProgress, signal }: StoreClipsOptions,
): Promise<{ clip: PlannedClip; error: BadClipError }[]> {
  const skipped: { clip: PlannedClip; error: BadClipError }[] = [];
  const failures: unknown[] = [];
  let done = 0;
  await pMap(clips, async (clip) => {
    if (failures.length > 0 || signal?.aborted) return;
    try {
      await onStored(clip, await store(clip));
    } catch (error) {
      if (skipBad && error instanceof BadClipError) skipped.push({ clip, error });
      else failures.push(error);
    } finally {
      onProgress(++done, clips.length);
    }
  }, { concurrency: AT_ONCE });
  if (failures.length > 0) throw failures[0];
  signal?.throwIfAborted();
  return skipped;
}
