import { createHash } from "node:crypto";
import { limitPerClass, selectClasses } from "../select_clips.ts";
import type { DatasetSource } from "../sources/source.ts";
import type { StandardAudio } from "../standard_audio.ts";
import { Request } from "./journal_record.ts";
import { planClips, type PlannedClip } from "./plan_clips.ts";

/** What is asked of a source. */
export interface DatasetWish {
  /** Only these classes. */
  classes?: readonly string[] | undefined;
  /** At most this many clips of each class, evenly from all folds. */
  limit?: number | undefined;
  standardAudio: StandardAudio;
}

/** A dataset before any audio is read. */
export interface DatasetPlan {
  request: Request;
  /** In the source's order. */
  clips: readonly PlannedClip[];
  /** Names what the source lists, in this order: shards that have seen different lists do not fit together. */
  listing: string;
}

/**
 * Lists a source and chooses what is wanted of it.
 *
 * @throws {Error} if the source has no such class, two clips with one id or a label that cannot be one.
 */
export async function planDataset(
  source: DatasetSource,
  { classes, limit, standardAudio }: DatasetWish,
): Promise<DatasetPlan> {
  const all = await source.entries();
  const ofClasses = classes ? selectClasses(all, classes) : all;
  const chosen = limit === undefined ? ofClasses : limitPerClass(ofClasses, limit);
  const clips = planClips(chosen, source.name, standardAudio);
  return {
    // Parsed, as one that is read from a journal will be: with its fields in the same order.
    request: Request.parse({
      source: source.name,
      classes: classes?.toSorted(),
      limit,
      standardAudio,
    }),
    clips,
    listing: nameListing(clips),
  };
}

/** Clip by clip: as one text, a million of them would be too long. */
function nameListing(clips: readonly PlannedClip[]): string {
  const hash = createHash("sha256");
  for (const { key, sample } of clips) hash.update(`${JSON.stringify([key, sample])}\n`);
  return hash.digest("hex");
}
