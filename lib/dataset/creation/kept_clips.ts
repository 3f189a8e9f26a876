import pMap from "p-map";
import { allStored, type Journals } from "./journal.ts";
import type { MadeClip } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";
import type { StoredFiles } from "./stored_files.ts";

const AT_ONCE = 16;

/**
 * The clips that an earlier run has stored and that need not be made again: those of the same version in the
 * source, standardized in the same way, whose files are still there as they were.
 *
 * @param own The name of the shard's journal: of what stands in several, its own is taken.
 * @returns Them by key.
 */
export async function keptClips(
  plan: readonly PlannedClip[],
  files: StoredFiles,
  { journals, own, standardizing }: { journals: Journals; own: string; standardizing: string },
): Promise<Map<string, MadeClip>> {
  const stored = [...allStored(journals), ...journals.get(own)?.stored.values() ?? []]
    .filter((clip) => clip.standardizing === standardizing);
  const byKey = new Map(stored.map((clip) => [clip.key, clip]));
  const known = plan.flatMap(({ key }) => byKey.get(key) ?? []);
  const kept = await pMap(known, (clip) => files.confirm(clip), { concurrency: AT_ONCE });
  return new Map(kept.flatMap((clip) => clip ? [[clip.key, clip]] : []));
}

/** How many clips an earlier run has stored that are no longer in the source. */
export function countRemoved(journals: Journals, plan: readonly PlannedClip[]): number {
  const gone = new Set(allStored(journals).map(({ id }) => id));
  for (const { id } of plan) gone.delete(id);
  return gone.size;
}
