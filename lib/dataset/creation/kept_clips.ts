import pMap from "p-map";
import type { Store } from "../../storage/store.ts";
import type { Journal } from "./journal.ts";
import type { MadeClip } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";
import { StoredFiles } from "./stored_files.ts";

const AT_ONCE = 16;

/**
 * The clips that an earlier run has stored and that need not be made again: those of the same version in the
 * source, standardized in the same way, whose files are still there as they were.
 *
 * @returns Them by key.
 */
export async function keptClips(
  plan: readonly PlannedClip[],
  store: Store,
  journals: Iterable<Journal>,
  standardizing: string,
): Promise<Map<string, MadeClip>> {
  const stored = [...journals].flatMap((journal) => journal.stored)
    .filter((clip) => clip.standardizing === standardizing);
  const byKey = new Map(stored.map((clip) => [clip.key, clip]));
  const known = plan.flatMap(({ key }) => byKey.get(key) ?? []);
  if (known.length === 0) return new Map();
  const files = await StoredFiles.list(store);
  const kept = await pMap(known, (clip) => files.confirm(clip), { concurrency: AT_ONCE });
  return new Map(kept.flatMap((clip) => clip ? [[clip.key, clip]] : []));
}

/** How many clips an earlier run has stored that are no longer in the source. */
export function countRemoved(journals: Iterable<Journal>, plan: readonly PlannedClip[]): number {
  const gone = new Set([...journals].flatMap(({ stored }) => stored).map(({ id }) => id));
  for (const { id } of plan) gone.delete(id);
  return gone.size;
}
