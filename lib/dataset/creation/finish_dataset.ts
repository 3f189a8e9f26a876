import type { Outcome } from "./gather_shards.ts";
import { closeJournals } from "./journal.ts";
import type { DatasetPlan } from "./plan_dataset.ts";
import { removeStrays } from "./remove_strays.ts";
import type { StoredSample } from "./stored_samples.ts";
import type { Target } from "./target.ts";
import { type DatasetFacts, writeManifests } from "./write_manifests.ts";

/**
 * Makes a dataset of clips that are all stored: writes the manifests, then one journal for those of all
 * shards, and removes what is none of its clips. Ended at any moment and done once more, it gives the same.
 */
export async function finishDataset(
  target: Target,
  { request, listing, clips }: DatasetPlan,
  { stored, skipped }: Outcome,
  { facts, samples }: { facts: DatasetFacts; samples: StoredSample[] },
): Promise<void> {
  await writeManifests(target.store, facts, samples);
  await closeJournals(target.store, [
    { begin: { request, listing } },
    ...clips.flatMap(({ key }) => stored.get(key) ?? []).map((clip) => ({ stored: clip })),
    { complete: { skipped: [...skipped] } },
  ]);
  await removeStrays(target, new Set(samples.map(({ filepath }) => filepath)));
}
