import pMap from "p-map";
import type { Store } from "../../storage/store.ts";
import { JournalRecord, type MadeClip, type Request, type SkippedClip } from "./journal_record.ts";

/**
 * In a dataset's folder: what it is made from, and a line for each clip that is stored, so that work that
 * was interrupted goes on where it was. A clip's line is written after the clip.
 *
 * While work goes on, each shard writes a journal of its own, in one file on disk or in parts elsewhere.
 * Once the dataset is whole, one file stands for all of them.
 */
export const JOURNAL = ".journal";

/** The name of the journal that is left of a dataset that is whole. */
export const WHOLE_JOURNAL = "whole";

/** `.journal/whole.jsonl`, `.journal/0-of-4.jsonl` or `.journal/0-of-4/000017-5f0c3a1e.jsonl`. */
const FILE = new RegExp(`^\\${JOURNAL}/(${WHOLE_JOURNAL}|\\d+-of-\\d+)(/[^/]+)?\\.jsonl$`);

const AT_ONCE = 16;

/** What a journal says. */
export interface Journal {
  /** What its last run wanted. */
  begin?: { request: Request; listing: string } | undefined;
  /** By key, what was stored by this or an earlier run; of what was stored twice, the last. */
  stored: Map<string, MadeClip>;
  /** Clips that the last run has skipped, where it has come to its end. */
  skipped?: SkippedClip[] | undefined;
}

/** Journals by the names of their shards, and `whole`. */
export type Journals = ReadonlyMap<string, Journal>;

/** The journals of a dataset, all as they were at one time. */
export async function readJournals(store: Store): Promise<Journals> {
  for (;;) {
    const files = await journalFiles(store);
    const texts = await pMap(files, ({ path }) => readText(store, path), { concurrency: AT_ONCE });
    if (!texts.includes(undefined)) return joinParts(files, texts);
    // Another shard has made the dataset whole meanwhile, and put one journal in their place.
  }
}

interface JournalFile {
  path: string;
  name: string;
}

/** In the order that they were written in. */
async function journalFiles(store: Store): Promise<JournalFile[]> {
  const paths = (await Array.fromAsync(store.list(JOURNAL))).map(({ path }) => path).sort();
  return paths.flatMap((path) => {
    const name = FILE.exec(path)?.[1];
    return name === undefined ? [] : [{ path, name }];
  });
}

/** Nothing where it is not there any more. */
async function readText(store: Store, path: string): Promise<string | undefined> {
  try {
    return await new Response(store.read(path)).text();
  } catch (error) {
    if (await store.stat(path)) throw error;
  }
}

function joinParts(
  files: readonly JournalFile[],
  texts: readonly (string | undefined)[],
): Journals {
  const journals = new Map<string, Journal>();
  for (const [index, { name }] of files.entries()) {
    const journal = journals.get(name) ?? { stored: new Map() };
    for (const record of records(texts[index] ?? "")) note(record, journal);
    journals.set(name, journal);
  }
  return journals;
}

/** A line that is cut off or damaged (the disk was full) is as good as none: its clip is made again. */
function records(text: string): JournalRecord[] {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.flatMap((line) => {
    try {
      return [JournalRecord.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

function note(record: JournalRecord, journal: Journal): void {
  if ("begin" in record) {
    journal.begin = record.begin;
    journal.skipped = undefined;
  } else if ("stored" in record) journal.stored.set(record.stored.key, record.stored);
  else journal.skipped = record.complete.skipped;
}

/** All that was ever stored, by whatever shard. */
export function allStored(journals: Journals): MadeClip[] {
  return [...journals.values()].flatMap(({ stored }) => [...stored.values()]);
}

/** Writes down that a dataset is whole, in one file, and removes the journals of the shards. */
export async function closeJournals(
  store: Store,
  records: readonly JournalRecord[],
): Promise<void> {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  await store.write(`${JOURNAL}/${WHOLE_JOURNAL}.jsonl`, lines.join(""));
  const others = (await journalFiles(store)).filter(({ name }) => name !== WHOLE_JOURNAL);
  await pMap(others, ({ path }) => store.remove(path), { concurrency: AT_ONCE });
}
