import assert from "node:assert/strict";
import { DiskStore } from "../../storage/disk_store.ts";
import { STANDARD_AUDIO } from "../standard_audio.ts";
import { filesIn, makeFolder } from "../test_clips.ts";
import { allStored, closeJournals, readJournals } from "./journal.ts";
import type { JournalRecord, MadeClip } from "./journal_record.ts";

const begin = (listing: string) => ({
  begin: { request: { source: "pets", standardAudio: STANDARD_AUDIO }, listing },
});

const clip = (key: string): MadeClip => ({
  id: key,
  key,
  standardizing: "s",
  files: [{
    facts: {
      id: key,
      filename: `${key}.wav`,
      filepath: `audio/dog/${key}.wav`,
      duration: 1,
      original_sample_rate: 44_100,
      original_channels: 2,
      original_duration: 1,
      peak: 0.5,
      rms: 0.1,
      clipped: 0,
      sourceSha256: key,
      sha256: key,
    },
    version: "1",
  }],
});

const stored = (key: string): JournalRecord => ({ stored: clip(key) });
const complete: JournalRecord = { complete: { skipped: [] } };
const lines = (...records: JournalRecord[]) =>
  records.map((record) => `${JSON.stringify(record)}\n`).join("");

const read = async (files: Record<string, string>) =>
  await readJournals(new DiskStore(await makeFolder(files)));

Deno.test("readJournals() reads the journals of shards and of the whole, from files and from parts in their order", async () => {
  const journals = await read({
    ".journal/0-of-2.jsonl": lines(begin("a"), stored("x"), complete),
    ".journal/1-of-2/000010-aa.jsonl": lines(complete),
    ".journal/1-of-2/000009-bb.jsonl": lines(begin("a"), stored("y")),
    ".journal/whole.jsonl": lines(begin("b")),
    ".journal/notes.txt": "of someone else",
  });
  assert.deepEqual([...journals.keys()].sort(), ["0-of-2", "1-of-2", "whole"]);
  assert.deepEqual(journals.get("1-of-2"), {
    ...begin("a"),
    stored: new Map([["y", clip("y")]]),
    skipped: [],
  });
  assert.equal(journals.get("whole")?.skipped, undefined);
});

Deno.test("readJournals() has all that any run has stored, the last of each, and what the last run skipped", async () => {
  const again = { ...clip("x"), standardizing: "t" };
  const text = lines(begin("a"), stored("x"), stored("y"), complete, begin("b"), { stored: again });
  const journal = (await read({ ".journal/0-of-1.jsonl": text })).get("0-of-1");
  assert.deepEqual([...journal?.stored.values() ?? []], [again, clip("y")]);
  assert.deepEqual(journal?.begin, begin("b").begin);
  assert.equal(journal?.skipped, undefined);
});

Deno.test("readJournals() passes over damaged lines and a last one that was cut off", async () => {
  const text = `${lines(begin("a"))}{"stored":{"id":"x"}}\n?\n${lines(stored("y"), stored("z"))}`;
  const journal = (await read({ ".journal/0-of-1.jsonl": text.slice(0, -1) })).get("0-of-1");
  assert.deepEqual([...journal?.stored.keys() ?? []], ["y"]);
});

Deno.test("closeJournals() leaves one journal for all", async () => {
  const folder = await makeFolder({
    ".journal/0-of-2.jsonl": lines(begin("a")),
    ".journal/1-of-2/000000-aa.jsonl": lines(begin("a")),
  });
  await closeJournals(new DiskStore(folder), [begin("a"), stored("x"), complete]);
  assert.deepEqual(await filesIn(folder), [".journal/whole.jsonl"]);
  assert.deepEqual(allStored(await readJournals(new DiskStore(folder))), [clip("x")]);
});
