import { type FinishedShard, type Outcome, shardsOfOtherListings } from "./gather_shards.ts";
import { closeJournals, readJournals } from "./journal.ts";
import { removeStrays } from "./remove_strays.ts";
import { WHOLE } from "./shard.ts";
import type { Snapshot } from "./snapshot.ts";
import type { StoredSample } from "./stored_samples.ts";
import type { Target } from "./target.ts";
import { type DatasetFacts, removeManifests, writeManifest } from "./write_manifests.ts";

/**
 * Makes a dataset of clips that are all stored: writes the manifests, removes what is none of its clips, then
 * writes one journal for those of all shards. Ended at any moment and done once more, it gives the same.
 *
 * @returns Names of shards that have begun anew meanwhile, of a source that has changed: then it is not whole.
 */
export async function finishDataset(
  target: Target,
  finished: FinishedShard,
  { facts, samples, outcome: { stored, skipped }, found }: {
    facts: DatasetFacts;
    samples: StoredSample[];
    outcome: Outcome;
    /** Before it was known to be whole. */
    found: Snapshot;
  },
): Promise<string[]> {
  const { store, plan: { request, listing, clips } } = finished;
  await writeManifest(store, facts, samples);
  // A shard says that it has begun, and then removes the manifests: one of both sees the other.
  const others = finished.shard.count === WHOLE.count
    ? []
    : shardsOfOtherListings(finished, await readJournals(store));
  if (others.length > 0) {
    await removeManifests(store);
    return others;
  }
  await removeStrays(target, found, new Set(samples.map(({ filepath }) => filepath)));
  await closeJournals(store, [
    { begin: { request, listing } },
    ...clips.flatMap(({ key }) => stored.get(key) ?? []).map((clip) => ({ stored: clip })),
    { complete: { skipped: [...skipped] } },
  ]);
  return [];
}
