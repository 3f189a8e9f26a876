import assert from "node:assert/strict";
import { partOf } from "../dataset/creation/shard.ts";
import { filesIn, makeFolder, tone } from "../dataset/test_clips.ts";
import { DiskStore } from "../storage/disk_store.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { BatchJournal } from "./batch_journal.ts";
import { fillJournal } from "./fill_journal.ts";
import { listInputs } from "./list_inputs.ts";
import { mergeParts } from "./merge_parts.ts";
import { openOutPlace } from "./out_place.ts";
import { openTestPredictor } from "./test_predictor.ts";

const FILE = { form: "csv", frames: false } as const;
const WANTED = { topN: 1, frames: false };
const WORK = { request: "0".repeat(64), count: 2, total: 4 };

/** A store that does something else first at one of its reads. */
class SlowStore extends DiskStore {
  #reads = 0;

  constructor(folder: string, readonly at: number, readonly meanwhile: () => Promise<unknown>) {
    super(folder);
  }

  override read(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#later(path));
  }

  async *#later(path: string): AsyncIterable<Uint8Array<ArrayBuffer>> {
    if (this.#reads++ === this.at) await this.meanwhile();
    yield* super.read(path);
  }
}

// It reads each part twice: it counts what is there, then it merges.
for (const read of [0, 1, 2, 3]) {
  Deno.test(`mergeParts() takes the result of another process that merges before its read ${read}`, async () => {
    using test = await openTestPredictor();
    const clips = Array.from({ length: 4 }, (_, i) => [`${i}.wav`, tone(100 * (i + 1))]);
    const inputs = await listInputs([await makeFolder(Object.fromEntries(clips))]);
    const folder = await makeTempDir();
    const place = await openOutPlace(`${folder}/said.csv`);
    for (const index of [0, 1]) {
      const shard = { index, count: 2 };
      await using journal = await BatchJournal.open(place, { request: WORK.request, shard });
      await fillJournal(journal, test.predictor, partOf(inputs, shard), WANTED);
    }
    const others: unknown[] = [];
    const store = new SlowStore(folder, read, async () => {
      others.push(await mergeParts(place, WORK, FILE));
    });
    assert.deepEqual(await mergeParts({ ...place, store }, WORK, FILE), { kept: 4 });
    assert.deepEqual(others, [{ kept: 4 }]);
    const lines = (await Deno.readTextFile(`${folder}/said.csv`)).trimEnd().split("\n");
    assert.equal(lines.length, 1 + 4);
    assert.deepEqual(await filesIn(folder), [".said.csv.merged", "said.csv"]);
  });
}
