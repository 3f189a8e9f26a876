import type { Store } from "../../storage/store.ts";
import { describeStandardAudio } from "../standard_audio.ts";
import { allStored, type Journals, readJournals } from "./journal.ts";
import type { Request } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";
import type { DatasetPlan } from "./plan_dataset.ts";
import { foreignNames, type Target } from "./target.ts";

/** What a user calls the parts of a request. */
const WORDS: Record<keyof Request, string> = {
  source: "of another source",
  classes: "of other classes",
  limit: "with another limit",
  standardAudio: "of other standard audio",
};

/** The journal of an earlier version, which tells too little of the clips. */
const EARLIER_JOURNAL = ".journal.jsonl";

/**
 * Checks that a dataset can be made in a place, which is left as it is: it is empty, or this work was begun
 * there. A source may have changed since.
 *
 * @throws {Error} that says what is there instead.
 */
export async function checkTarget(
  target: Target,
  { request, clips }: DatasetPlan,
): Promise<void> {
  const { store } = target;
  let journals = await readJournals(store);
  if (requestsOf(journals).length === 0) {
    const names = await foreignNames(target);
    // Another shard may have begun since: its journal is there before its audio.
    if (names.length > 0) journals = await readJournals(store);
    if (names.length > 0 && requestsOf(journals).length === 0) throw await holdsOther(store, names);
  }
  const other = requestsOf(journals).map((before) => difference(before, request)).find(Boolean) ??
    (isOfOtherClips(journals, clips) ? WORDS.source : undefined);
  if (!other) return;
  throw new Error(
    `Cannot write to ${store.name}: it holds a dataset ${other}; choose a new folder`,
  );
}

function requestsOf(journals: Journals): Request[] {
  return [...journals.values()].flatMap(({ begin }) => begin ? [begin.request] : []);
}

async function holdsOther(store: Store, names: readonly string[]): Promise<Error> {
  const what = await store.stat(EARLIER_JOURNAL)
    ? "it holds a dataset of an earlier version; make it anew in a new folder"
    : `wanted an empty or new folder, but it holds ${names.slice(0, 3).join(", ")}`;
  return new Error(`Cannot write to ${store.name}: ${what}`);
}

function difference(before: Request, now: Request): string | undefined {
  const keys = ["source", "classes", "limit", "standardAudio"] as const;
  const key = keys.find((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  return key && `${WORDS[key]} (${text(before, key)}, not ${text(now, key)})`;
}

function text(request: Request, key: keyof Request): string {
  if (key === "standardAudio") return describeStandardAudio(request.standardAudio);
  const value = request[key];
  return value === undefined ? "none" : JSON.stringify(value);
}

/** Folders of one name are many: a source that has none of the clips is none that has changed. */
function isOfOtherClips(journals: Journals, clips: readonly PlannedClip[]): boolean {
  const planned = new Set(clips.map(({ id }) => id));
  const stored = allStored(journals);
  return stored.length > 0 && !stored.some(({ id }) => planned.has(id));
}
