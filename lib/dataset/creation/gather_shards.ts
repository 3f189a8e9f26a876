import type { Store } from "../../storage/store.ts";
import { type Journal, type Journals, WHOLE_JOURNAL } from "./journal.ts";
import type { MadeClip, SkippedClip } from "./journal_record.ts";
import type { DatasetPlan } from "./plan_dataset.ts";
import { othersThan, partOf, type Shard, shardName } from "./shard.ts";
import type { Snapshot } from "./snapshot.ts";
import type { StoredFiles } from "./stored_files.ts";

/** What has become of the clips of a shard's part. */
export interface Outcome {
  /** By the clip's key. */
  stored: ReadonlyMap<string, MadeClip>;
  /** Those that could not be read. */
  skipped: readonly SkippedClip[];
}

/** A shard that has done its part, and asks for the others. */
export interface FinishedShard {
  store: Store;
  shard: Shard;
  plan: DatasetPlan;
  standardizing: string;
}

/** What the other shards have made, as their journals say. */
export interface Gathered {
  others: Outcome[];
  /** Names of the shards that have yet to do their part. */
  waitingFor: string[];
}

/**
 * Joins what shards have done.
 *
 * @throws {Error} if all have done their part, but not all have seen the same listing of the source.
 */
export async function gatherShards(
  finished: FinishedShard,
  { journals, files }: Snapshot,
): Promise<Gathered> {
  const gathered: Gathered = { others: [], waitingFor: [] };
  const strangers: string[] = [];
  for (const shard of othersThan(finished.shard)) {
    const name = shardName(shard);
    const journal = journalOf(name, finished, journals);
    const outcome = journal && await outcomeOf(shard, finished, journal, files);
    if (outcome) gathered.others.push(outcome);
    else if (journal?.skipped && journal.begin?.listing !== finished.plan.listing) {
      strangers.push(name);
    } else gathered.waitingFor.push(name);
  }
  if (strangers.length === 0) return gathered;
  if (gathered.waitingFor.length === 0) throw otherListings(finished, strangers);
  return { ...gathered, waitingFor: [...gathered.waitingFor, ...strangers] };
}

/** Names of the shards that are at work on another listing of the source. */
export function shardsOfOtherListings(finished: FinishedShard, journals: Journals): string[] {
  return othersThan(finished.shard).map(shardName).filter((name) =>
    journalOf(name, finished, journals)?.begin?.listing !== finished.plan.listing
  );
}

/** A shard's own journal, or that of the whole dataset, where that has taken its place. */
function journalOf(
  name: string,
  { plan: { listing }, standardizing }: FinishedShard,
  journals: Journals,
): Journal | undefined {
  const [own, whole] = [journals.get(name), journals.get(WHOLE_JOURNAL)];
  const wholeListing = whole?.begin?.listing;
  // Its process was ended before it removed the journal of a dataset that had become whole.
  const isOld = own?.begin?.listing !== listing && own?.begin?.listing === wholeListing;
  if (own && !isOld) return own;
  if (!whole || wholeListing !== listing) return undefined;
  const isCurrent = ([, clip]: [string, MadeClip]) => clip.standardizing === standardizing;
  return { ...whole, stored: new Map([...whole.stored].filter(isCurrent)) };
}

/** Of the parts of several shards. */
export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    stored: new Map(outcomes.flatMap(({ stored }) => [...stored])),
    skipped: outcomes.flatMap(({ skipped }) => skipped),
  };
}

/** Nothing where a clip of the shard's part is neither skipped nor stored, or no longer as it was stored. */
async function outcomeOf(
  shard: Shard,
  { plan: { clips, listing } }: FinishedShard,
  { begin, stored, skipped }: Journal,
  files: StoredFiles,
): Promise<Outcome | undefined> {
  if (!skipped || begin?.listing !== listing) return undefined;
  const bad = new Map(skipped.map((clip) => [clip.key, clip]));
  const outcome = { stored: new Map<string, MadeClip>(), skipped: new Array<SkippedClip>() };
  for (const { key } of partOf(clips, shard)) {
    const skippedClip = bad.get(key);
    if (skippedClip) {
      outcome.skipped.push(skippedClip);
      continue;
    }
    const clip = stored.get(key);
    const confirmed = clip && await files.confirm(clip);
    if (!confirmed) return undefined;
    outcome.stored.set(key, confirmed);
  }
  return outcome;
}

function otherListings({ store, shard }: FinishedShard, others: readonly string[]): Error {
  const again = others.length > 1 ? "Run these shards once more" : "Run that shard once more";
  return new Error(
    `Cannot finish ${store.name}: shard ${
      others.join(", ")
    } saw another listing of the source than ` +
      `${shardName(shard)}, which has changed meanwhile. ${again}; what is unchanged is kept`,
  );
}
