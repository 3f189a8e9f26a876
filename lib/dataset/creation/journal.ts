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

const READS_AT_ONCE = 16;

/** What a journal says. */
export interface Journal {
  /** What its last run wanted. */
  begin?: { request: Request; listing: string } | undefined;
  /** All that was ever stored, by whatever run. */
  stored: MadeClip[];
  /** What the last run has stored or found stored, by key. */
  current: Map<string, MadeClip>;
  /** Clips that the last run has skipped, where it has come to its end. */
  skipped?: SkippedClip[] | undefined;
}

/** The journals of a dataset by the names of their shards, and `whole`. */
export async function readJournals(store: Store): Promise<Map<string, Journal>> {
  const files = await journalFiles(store);
  const read = async ({ path, name }: JournalFile) => ({ name, text: await readText(store, path) });
  const journals = new Map<string, Journal>();
  for (const { name, text } of await pMap(files, read, { concurrency: READS_AT_ONCE })) {
    const journal = journals.get(name) ?? { stored: [], current: new Map() };
    for (const record of records(text)) note(record, journal);
    journals.set(name, journal);
  }
  return journals;
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

/** Nothing where another shard has removed it meanwhile. */
async function readText(store: Store, path: string): Promise<string> {
  try {
    return await new Response(store.read(path)).text();
  } catch (error) {
    if (await store.stat(path)) throw error;
    return "";
  }
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
    journal.current = new Map();
    journal.skipped = undefined;
  } else if ("stored" in record) {
    journal.stored.push(record.stored);
    journal.current.set(record.stored.key, record.stored);
  } else journal.skipped = record.complete.skipped;
}

/** Writes down that a dataset is whole, in one file, and removes the journals of the shards. */
export async function closeJournals(
  store: Store,
  records: readonly JournalRecord[],
): Promise<void> {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  await store.write(`${JOURNAL}/${WHOLE_JOURNAL}.jsonl`, lines.join(""));
  const others = (await journalFiles(store)).filter(({ name }) => name !== WHOLE_JOURNAL);
  await pMap(others, ({ path }) => store.remove(path), { concurrency: READS_AT_ONCE });
}
