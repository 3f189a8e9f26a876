import assert from "node:assert/strict";
import { join } from "node:path";
import { createDataset, type CreateDatasetOptions } from "./create_dataset.ts";
import { DiskLog } from "./creation/disk_log.ts";
import { JOURNAL } from "./creation/journal.ts";
import { contentOf } from "./creation/test_content.ts";
import { openDataset } from "./open_dataset.ts";
import { openListedSource } from "./sources/listed_source.ts";
import { filesIn, makeFolder, tone } from "./test_clips.ts";

const clips = Object.fromEntries(
  Array.from({ length: 13 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}.wav`, tone(100 + i)]),
);

const newOut = async () => join(await makeFolder({}), "out");

const create = async (folder: string, out: string, options: CreateDatasetOptions = {}) =>
  await createDataset(await openListedSource(folder, {}), out, options);

const shard = (index: number, count: number) => ({ shard: { index, count } });

async function madeWhole(folder: string) {
  const out = await newOut();
  const { dataHash } = await create(folder, out);
  return { dataHash, content: await contentOf(out) };
}

/** A source that no test changes, and the dataset that is made of it at once. */
const unchanged = await makeFolder(clips);
const whole = await madeWhole(unchanged);

Deno.test("createDataset() in shards, one after the other in any order, gives the same as at once", async () => {
  const out = await newOut();
  const reports = [];
  for (const index of [2, 0, 3, 1]) reports.push(await create(unchanged, out, shard(index, 4)));
  assert.deepEqual(reports.map(({ waitingFor }) => waitingFor), [
    ["0-of-4", "1-of-4", "3-of-4"],
    ["1-of-4", "3-of-4"],
    ["1-of-4"],
    [],
  ]);
  assert.deepEqual(reports.map(({ clips }) => clips), [3, 4, 3, 13]);
  assert.deepEqual(reports.map(({ dataHash }) => dataHash), [
    undefined,
    undefined,
    undefined,
    whole.dataHash,
  ]);
  assert.deepEqual(await contentOf(out), whole.content);
});

Deno.test("createDataset() in shards side by side, more of them than clips, gives the same as at once", async () => {
  const folder = await makeFolder({
    "dog/1.wav": tone(1),
    "dog/2.wav": tone(2),
    "ant/1.wav": tone(3),
  });
  const { dataHash, content } = await madeWhole(folder);
  const out = await newOut();
  const all = [0, 1, 2, 3, 4].map((index) => create(folder, out, shard(index, 5)));
  const reports = await Promise.all(all);
  assert.ok(reports.some((report) => report.dataHash === dataHash));
  assert.deepEqual(await contentOf(out), content);
});

Deno.test("createDataset() in shards that all find it whole, and finish it at once, leaves it as it is", async () => {
  const out = await newOut();
  const all = () => Promise.all([0, 1, 2].map((index) => create(unchanged, out, shard(index, 3))));
  await all();
  for (let round = 0; round < 2; round++) {
    await Deno.mkdir(join(out, "audio/emptied"));
    await Deno.writeTextFile(join(out, `audio/dog/1.wav.${crypto.randomUUID()}.tmp`), "half");
    await Deno.writeTextFile(join(out, `manifest.csv.${crypto.randomUUID()}.tmp`), "half");
    const reports = await all();
    assert.ok(reports.some(({ dataHash }) => dataHash === whole.dataHash));
    assert.deepEqual(await contentOf(out), whole.content);
    await assert.rejects(Deno.stat(join(out, "audio/emptied")), Deno.errors.NotFound);
  }
});

Deno.test("createDataset() in shards sees that a file of another shard is lost, and has it made again", async () => {
  const out = await newOut();
  await create(unchanged, out, shard(1, 2));
  const name = (await filesIn(join(out, "audio/dog")))[0] ?? "";
  await Deno.remove(join(out, "audio/dog", name));
  assert.deepEqual((await create(unchanged, out, shard(0, 2))).waitingFor, ["1-of-2"]);
  assert.equal((await create(unchanged, out, shard(1, 2))).remade, 1);
  assert.deepEqual(await contentOf(out), whole.content);
});

Deno.test("createDataset() in shards notes once what it has stored, however often it is begun", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  for (let run = 0; run < 3; run++) await create(folder, out, shard(1, 2));
  const lines = (await Deno.readTextFile(join(out, JOURNAL, "1-of-2.jsonl"))).trimEnd().split("\n");
  assert.equal(lines.length, 3 * 2 + 6);
});

Deno.test("createDataset() in shards has no manifest before the last has ended", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  await create(folder, out, shard(0, 2));
  await assert.rejects(openDataset(out), { message: /it was not finished/ });
  const again = await create(folder, out, shard(0, 2));
  assert.deepEqual([again.reused, again.waitingFor], [7, ["1-of-2"]]);
});

Deno.test("createDataset() makes the rest of a dataset begun in other shards, or in none", async () => {
  const out = await newOut();
  await create(unchanged, out, shard(0, 3));
  await create(unchanged, out, shard(1, 2));
  const last = await create(unchanged, out);
  assert.equal(last.reused, 5 + 6 - 2);
  assert.deepEqual(await contentOf(out), whole.content);
});

Deno.test("createDataset() in shards follows a source that has changed, and once more finds all done", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  for (const index of [0, 1]) await create(folder, out, shard(index, 2));
  await Deno.remove(join(folder, "rain/0.wav")); // all others move to the other shard
  await Deno.writeFile(join(folder, "dog/1.wav"), tone(999));
  const first = await create(folder, out, shard(1, 2));
  assert.deepEqual(first.waitingFor, ["0-of-2"], "which had done its part of the old listing");
  const last = await create(folder, out, shard(0, 2));
  assert.deepEqual([last.waitingFor, last.removed], [[], 1]);
  assert.equal(first.reused + last.reused, 11);
  assert.deepEqual(await contentOf(out), (await madeWhole(folder)).content);

  const written = await Deno.stat(join(out, "audio/dog/1.wav"));
  const again = await create(folder, out, shard(1, 2));
  assert.deepEqual([again.waitingFor, again.reused], [[], 6]);
  assert.deepEqual((await Deno.stat(join(out, "audio/dog/1.wav"))).mtime, written.mtime);
});

Deno.test("createDataset() refuses to finish shards that saw different listings, and says what to do", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  await create(folder, out, shard(0, 3));
  await create(folder, out, shard(1, 3));
  await Deno.writeFile(join(folder, "dog/new.wav"), tone(999));
  await assert.rejects(create(folder, out, shard(2, 3)), {
    message: `Cannot finish ${out}: shard 0-of-3, 1-of-3 saw another listing of the source than ` +
      "2-of-3, which has changed meanwhile. Run these shards once more; what is unchanged is kept",
  });
  await assert.rejects(openDataset(out), { message: /it was not finished/ });
  const reports = [
    await create(folder, out, shard(0, 3)).catch((error: Error) => error.message),
    await create(folder, out, shard(1, 3)),
  ];
  assert.match(String(reports[0]), /shard 1-of-3 saw another .* Run that shard once more/);
  assert.deepEqual(await contentOf(out), (await madeWhole(folder)).content);
});

Deno.test("createDataset() does not take a shard's journal that was left of the last time for one of this time", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  await create(folder, out, shard(1, 2));
  const path = join(out, JOURNAL, "1-of-2.jsonl");
  const left = await Deno.readTextFile(path);
  await create(folder, out, shard(0, 2));
  await Deno.writeTextFile(path, left); // killed before it was removed
  await Deno.remove(join(folder, "rain/0.wav"));
  assert.deepEqual((await create(folder, out, shard(0, 2))).waitingFor, ["1-of-2"]);
  assert.deepEqual((await create(folder, out, shard(1, 2))).waitingFor, []);
  assert.deepEqual(await contentOf(out), (await madeWhole(folder)).content);
});

Deno.test("createDataset() is not whole where the journal of a shard has lost a clip", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  await create(folder, out, shard(1, 2));
  const path = join(out, JOURNAL, "1-of-2.jsonl");
  const lines = (await Deno.readTextFile(path)).split("\n");
  await Deno.writeTextFile(path, lines.toSpliced(2, 1, "?").join("\n"));
  assert.deepEqual((await create(folder, out, shard(0, 2))).waitingFor, ["1-of-2"]);
  assert.deepEqual((await create(folder, out, shard(1, 2))).clips, 13);
});

Deno.test("createDataset() in shards reports the bad clips of all, and makes them when they are mended", async () => {
  const folder = await makeFolder({
    ...clips,
    "dog/bad.wav": "no audio",
    "rain/bad.wav": "no audio",
  });
  const out = await newOut();
  await create(folder, out, { ...shard(1, 2), skipBad: true });
  const { skipped, clips: count } = await create(folder, out, { ...shard(0, 2), skipBad: true });
  assert.deepEqual(skipped.map(({ file }) => file).sort(), ["dog/bad.wav", "rain/bad.wav"]);
  assert.equal(count, 13);
  await Deno.writeFile(join(folder, "dog/bad.wav"), tone(1));
  await Deno.writeFile(join(folder, "rain/bad.wav"), tone(2));
  for (const index of [0, 1]) await create(folder, out, shard(index, 2));
  assert.deepEqual(await contentOf(out), (await madeWhole(folder)).content);
});

Deno.test("createDataset() refuses a shard that another process is making", async () => {
  const folder = await makeFolder(clips);
  const out = await newOut();
  await using held = await DiskLog.open(join(out, JOURNAL, "0-of-2.jsonl"));
  assert.ok(held);
  await assert.rejects(create(folder, out, shard(0, 2)), {
    message: `Cannot write to ${out}: another process is making a dataset there`,
  });
  await create(folder, out, shard(1, 2));
});
