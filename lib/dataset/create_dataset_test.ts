import assert from "node:assert/strict";
import { join } from "node:path";
import { decodeWav } from "../audio/decode_wav.ts";
import { NetworkError } from "../storage/network_error.ts";
import { createDataset, type CreateDatasetOptions } from "./create_dataset.ts";
import { JOURNAL } from "./creation/journal.ts";
import { openedSamples } from "./creation/stored_samples.ts";
import { openDataset } from "./open_dataset.ts";
import { openListedSource } from "./sources/listed_source.ts";
import { filesIn, makeFolder, tone } from "./test_clips.ts";

const plain = {
  "dog/a.wav": tone(300, 44_100),
  "dog/b.wav": tone(400, 22_050),
  "rain/a.wav": tone(500, 8_000),
  "rain/c.wav": tone(600),
};

const create = async (folder: string, options = {}, out?: string) => {
  const outFolder = out ?? join(await makeFolder({}), "out");
  const report = await createDataset(await openListedSource(folder, {}), outFolder, options);
  return { out: outFolder, report };
};

Deno.test("createDataset() stores 16 kHz mono PCM16 and a manifest that openDataset() reads", async () => {
  const folder = await makeFolder(plain);
  const { out, report } = await create(folder);
  assert.deepEqual(report.classes, { dog: 2, rain: 2 });
  assert.deepEqual(await filesIn(out), [
    `${JOURNAL}/whole.jsonl`,
    "audio/dog/a.wav",
    "audio/dog/b.wav",
    "audio/rain/a.wav",
    "audio/rain/c.wav",
    "manifest.csv",
    "manifest.json",
    "manifest.parquet",
  ]);
  const { samples, dataHash } = await openDataset(out);
  assert.equal(dataHash, report.dataHash);
  assert.deepEqual(openedSamples(report.samples), samples.map(({ path: _, ...sample }) => sample));
  assert.equal(dataHash, (await openDataset(folder)).dataHash, "as the plain folder itself");
  for (const { path, durationSeconds } of samples) {
    const { sampleRateHz, channels, encoding } = decodeWav(await Deno.readFile(path));
    assert.deepEqual([sampleRateHz, channels.length, encoding], [16_000, 1, "PCM_16"]);
    assert.equal(channels[0]?.length, 1600);
    assert.equal(durationSeconds, 0.1);
  }
});

Deno.test("createDataset() gives the same manifest for the same source, byte for byte", async () => {
  const [first, second] = [
    await create(await makeFolder(plain)),
    await create(await makeFolder(plain)),
  ];
  const manifest = async ({ out }: { out: string }) =>
    (await Deno.readTextFile(join(out, "manifest.json"))).replaceAll(
      /"(name|source\w*)": ".*"/g,
      "",
    );
  assert.equal(await manifest(first), await manifest(second));
});

Deno.test("createDataset() keeps what a manifest knows, and the original's hash when made once more", async () => {
  const folder = await makeFolder({
    "a.wav": tone(300, 22_050),
    "manifest.json": {
      samples: [{
        id: "one",
        filepath: "a.wav",
        labels: ["dog", "rain"],
        recording: "r1",
        fold: 2,
        split: "test",
        licence: "CC0-1.0",
        attribution: "Ann",
      }],
    },
  });
  const first = await create(folder);
  const second = await create(first.out);
  assert.equal(first.report.dataHash, second.report.dataHash);
  assert.deepEqual(second.report.classes, { dog: 1, rain: 1 });
  const [sample] = (await openDataset(second.out)).samples;
  assert.ok(sample);
  const { id, filepath, labels, recording, fold, split, licence, attribution } = sample;
  assert.deepEqual({ id, filepath, labels, recording, fold, split, licence, attribution }, {
    id: "one",
    filepath: "audio/several-labels/one.wav",
    labels: ["dog", "rain"],
    recording: "r1",
    fold: 2,
    split: "test",
    licence: "CC0-1.0",
    attribution: "Ann",
  });
});

Deno.test("createDataset() divides the clips anew when told, and hashes them as before", async () => {
  const clips = Array.from({ length: 10 }, (_, i) => [`dog/${i}.wav`, tone(100 + i)]);
  const folder = await makeFolder(Object.fromEntries(clips));
  const splits = [{ split: "train", share: 6 }, { split: "test", share: 4 }];
  const plain = await create(folder);
  const divided = await create(folder, { split: { splits, folds: 2, seed: 1 } });
  assert.equal(divided.report.dataHash, plain.report.dataHash);
  const { samples } = await openDataset(divided.out);
  const inTest = samples.filter(({ split }) => split === "test");
  assert.equal(inTest.length, 4);
  assert.ok(inTest.every(({ fold }) => fold === undefined));
  assert.deepEqual(new Set(samples.map(({ fold }) => fold)), new Set([undefined, 1, 2]));
});

Deno.test("createDataset() takes only some classes and so many clips of each", async () => {
  const { report } = await create(await makeFolder(plain), { classes: ["rain"], limit: 1 });
  assert.deepEqual(report.classes, { rain: 1 });
});

Deno.test("createDataset() stops at a clip that cannot be read, with its name and no manifest", async () => {
  const folder = await makeFolder({ ...plain, "rain/b.wav": tone(1).subarray(0, 100) });
  const out = join(folder, ".out");
  await assert.rejects(create(folder, {}, out), {
    name: "BadClipError",
    message: /^Cannot read rain\/b.wav: Cannot /,
  });
  const files = await filesIn(out);
  assert.ok(files.every((file) => file.startsWith(JOURNAL) || file.endsWith(".wav")), files.join());
  await assert.rejects(openDataset(out), { message: /it was not finished/ });
});

Deno.test("createDataset() does not take another file for the one that a manifest describes", async () => {
  const folder = await makeFolder({ "dog/a.wav": tone(300) });
  const { out } = await create(folder);
  await Deno.writeFile(join(out, "audio/dog/a.wav"), tone(400));
  await assert.rejects(create(out), {
    name: "BadClipError",
    message: /^Cannot read dog\/a.wav: wanted the file with sha256 /,
  });
});

Deno.test("createDataset() begins no further clip after one that cannot be read", async () => {
  const names = Array.from({ length: 300 }, (_, i) => [`dog/${i}.wav`, tone(i)]);
  const folder = await makeFolder({ ...Object.fromEntries(names), "ant/a.wav": "" });
  const out = join(folder, ".out");
  await assert.rejects(create(folder, {}, out), { name: "BadClipError" });
  const stored = (await filesIn(out)).length - 1;
  assert.ok(stored < 250, `${stored} of 300 clips were stored`);
});

Deno.test("createDataset() with skipBad leaves such clips out and reports them", async () => {
  const folder = await makeFolder({ ...plain, "rain/b.wav": "no audio", "rain/d.mp3": "ID3" });
  const { out, report } = await create(folder, { skipBad: true });
  assert.deepEqual(report.skipped.map(({ file }) => file).sort(), ["rain/b.wav", "rain/d.mp3"]);
  assert.match(report.skipped[0]?.reason ?? "", /^Cannot decode/);
  assert.deepEqual((await openDataset(out)).samples.length, 4);
});

Deno.test("createDataset() with skipBad stops where the disk or the work is at fault, not a clip", async () => {
  const source = await openListedSource(await makeFolder(plain), {});
  const [first, ...others] = await source.entries();
  assert.ok(first);
  const fail = async (read: typeof first.read, out: string) => {
    const entries = () => Promise.resolve([{ ...first, read }, ...others]);
    await createDataset({ name: "failing", entries }, out, { skipBad: true });
  };
  const out = join(await makeFolder({}), "out");
  const blockDisk = async () => {
    await Deno.remove(join(out, "audio"), { recursive: true }).catch(() => {});
    await Deno.writeTextFile(join(out, "audio"), "");
    return tone(1);
  };
  await assert.rejects(fail(blockDisk, out), (error: Error) => error.name !== "BadClipError");
  const handedOver = () => {
    const bytes = tone(1);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    return Promise.resolve(bytes);
  };
  await assert.rejects(fail(handedOver, join(await makeFolder({}), "out")), {
    name: "Error",
    message: /^Cannot store dog\/a\.wav: /,
  });
});

Deno.test("createDataset() with skipBad stops where a bucket does not answer; on the web that is one clip's server", async () => {
  const { name, entries } = await openListedSource(await makeFolder(plain), {});
  const cause = new NetworkError(new Error("connection refused"));
  const read = () => Promise.reject(new Error("no connection", { cause }));
  const [first, ...others] = await entries();
  assert.ok(first);
  const makeOf = async (uri: string) => {
    const source = { name, entries: () => Promise.resolve([{ ...first, uri, read }, ...others]) };
    return await createDataset(source, join(await makeFolder({}), "out"), { skipBad: true });
  };
  await assert.rejects(makeOf("s3://bucket/dog/a.wav"), {
    name: "Error",
    message: "Cannot read dog/a.wav: no connection",
  });
  const { skipped } = await makeOf("https://host/dog/a.wav");
  assert.deepEqual(skipped, [{ file: "dog/a.wav", reason: "no connection" }]);
});

Deno.test("createDataset() with skipBad still fails where no clip is left", async () => {
  const folder = await makeFolder({ "dog/a.wav": "no audio" });
  await assert.rejects(create(folder, { skipBad: true }), {
    message: /has no clip that can be read/,
  });
});

/** A dataset as a killed run leaves it: its journal is that of a shard, and there is no manifest. */
async function unfinish(out: string, edit: (lines: string[]) => string[]): Promise<void> {
  const whole = join(out, JOURNAL, "whole.jsonl");
  const lines = (await Deno.readTextFile(whole)).trimEnd().split("\n").slice(0, -1);
  await Deno.writeTextFile(join(out, JOURNAL, "0-of-1.jsonl"), edit(lines).join("\n"));
  await Deno.remove(whole);
  await Deno.remove(join(out, "manifest.json"));
}

Deno.test("createDataset() goes on where an earlier run was, and mends what that left", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const undisturbed = await Deno.readTextFile(join(out, "manifest.json"));

  await unfinish(out, (lines) => [...lines.slice(0, 4), '{"stored":{"id":"rain']);
  await Deno.writeTextFile(join(out, `audio/dog/x.wav.${crypto.randomUUID()}.tmp`), "half");
  await Deno.writeTextFile(join(out, `manifest.json.${crypto.randomUUID()}.tmp`), "half");
  await Deno.writeTextFile(join(out, `${JOURNAL}/whole.jsonl.${crypto.randomUUID()}.tmp`), "half");
  await Deno.truncate(join(out, "audio/dog/a.wav"), 100); // lost with the power

  const { report } = await create(folder, {}, out);
  assert.deepEqual([report.reused, report.remade], [2, 1]);
  assert.equal(await Deno.readTextFile(join(out, "manifest.json")), undisturbed);
  assert.equal((await filesIn(out)).length, 8);
  assert.equal((await create(folder, {}, out)).report.reused, 4, "and once more finds all done");
});

Deno.test("createDataset() reads no clip again that is stored, and no stored file that has kept its time", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const source = await openListedSource(folder, {});
  const entries = (await source.entries()).map((entry) => ({
    ...entry,
    read: () => Promise.reject(new Error("was read")),
  }));
  const unreadable = { name: source.name, entries: () => Promise.resolve(entries) };
  assert.equal((await createDataset(unreadable, out)).reused, 4);

  // Another content under the same size and time is not seen, which shows that it is not read; of another time it is.
  const path = join(out, "audio/dog/a.wav");
  const { mtime, size } = await Deno.stat(path);
  await Deno.writeFile(path, new Uint8Array(size));
  await Deno.utime(path, mtime ?? 0, mtime ?? 0);
  assert.equal((await createDataset(unreadable, out)).reused, 4);
  await Deno.utime(path, 1, 1);
  await assert.rejects(createDataset(unreadable, out), {
    message: "Cannot read dog/a.wav: was read",
  });
});

Deno.test("createDataset() keeps stored clips whose files were copied, by their content", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  await Deno.utime(join(out, "audio/dog/a.wav"), 1, 1);
  assert.equal((await create(folder, {}, out)).report.reused, 4);
});

Deno.test("createDataset() makes all clips anew where an earlier version stored them otherwise", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const [journal, manifest] = [join(out, JOURNAL, "whole.jsonl"), join(out, "manifest.json")];
  const undisturbed = await Deno.readTextFile(manifest);
  const text = await Deno.readTextFile(journal);
  await Deno.writeTextFile(
    journal,
    text.replaceAll(/"standardizing":"\w+"/g, '"standardizing":"old"'),
  );
  const onProgress = () => assert.throws(() => Deno.statSync(manifest), Deno.errors.NotFound);
  const { report } = await create(folder, { onProgress }, out);
  assert.deepEqual([report.reused, report.remade], [0, 4]);
  assert.equal(await Deno.readTextFile(manifest), undisturbed);
  assert.equal((await create(folder, {}, out)).report.reused, 4);
});

Deno.test("createDataset() follows a source that has changed: unchanged is kept, the rest made or removed", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const manifest = join(out, "manifest.json");
  await Deno.writeFile(join(folder, "dog/a.wav"), tone(999, 48_000));
  await Deno.remove(join(folder, "rain"), { recursive: true });
  await Deno.writeFile(join(folder, "dog/new.wav"), tone(700));
  const { report } = await create(folder, {}, out);
  assert.deepEqual([report.clips, report.reused, report.remade, report.removed], [3, 1, 1, 2]);

  const fresh = await create(folder);
  assert.equal(
    await Deno.readTextFile(manifest),
    await Deno.readTextFile(join(fresh.out, "manifest.json")),
  );
  assert.deepEqual(await filesIn(out), await filesIn(fresh.out));
  await assert.rejects(Deno.stat(join(out, "audio/rain")), Deno.errors.NotFound);
  assert.equal((await openDataset(out)).dataHash, fresh.report.dataHash);
});

Deno.test("createDataset() follows labels that have changed where the audio has not", async () => {
  const sample = { filepath: "a.wav", fold: 1 };
  const samples = (label: string, fold: number) => ({ samples: [{ ...sample, label, fold }] });
  const folder = await makeFolder({ "a.wav": tone(300), "m.json": samples("dog", 1) });
  const source = join(folder, "m.json");
  const { out } = await create(source);
  await Deno.writeTextFile(source, JSON.stringify(samples("dog", 2)));
  assert.equal((await create(source, {}, out)).report.reused, 1);
  assert.equal((await openDataset(out)).samples[0]?.fold, 2);
  await Deno.writeTextFile(source, JSON.stringify(samples("cat", 2)));
  assert.equal((await create(source, {}, out)).report.remade, 1);
  assert.deepEqual((await openDataset(out)).labels, ["cat"]);
  assert.deepEqual((await filesIn(out)).filter((file) => file.endsWith(".wav")), [
    "audio/cat/a.wav",
  ]);
});

Deno.test("createDataset() refuses a dataset of another source or of other settings, and says which", async () => {
  const [folder, other] = [await makeFolder(plain), await makeFolder({ "ant/x.wav": tone(1) })];
  const { out } = await create(folder);
  const before = await filesIn(out);
  const { name, entries } = await openListedSource(folder, {});
  const refused = async (options: CreateDatasetOptions, what: string, from = { name, entries }) => {
    const message = `Cannot write to ${out}: it holds a dataset ${what}; choose a new folder`;
    await assert.rejects(createDataset(from, out, options), { message });
  };
  await refused({ classes: ["dog"] }, 'of other classes (none, not ["dog"])');
  await refused({ limit: 3 }, "with another limit (none, not 3)");
  await refused({}, `of another source ("${name}", not "pets")`, { name: "pets", entries });
  const namesake = { name, entries: (await openListedSource(other, {})).entries };
  await refused({}, "of another source", namesake);
  assert.deepEqual(await filesIn(out), before);
});

Deno.test("createDataset() refuses a folder with other files, which it leaves as it is, and what is no folder", async () => {
  const used = await makeFolder({ "b.txt": "", "a/x.txt": "", "c.txt": "", "d.txt": "" });
  const folder = await makeFolder(plain);
  await assert.rejects(create(folder, {}, used), {
    message: `Cannot write to ${used}: wanted an empty or new folder, but it holds a, b.txt, c.txt`,
  });
  assert.equal((await filesIn(used)).length, 4);
  await assert.rejects(create(folder, {}, join(used, "b.txt")), {
    message: `Cannot write to ${used}/b.txt: it is no folder and none can be made`,
  });
  await assert.rejects(create(folder, {}, "https://host/folder"), {
    message: "Cannot write to https://host/folder: wanted a folder, or s3://bucket/folder",
  });
});

Deno.test("createDataset() says of a dataset of an earlier version what it is", async () => {
  const folder = await makeFolder(plain);
  const out = await makeFolder({ ".journal.jsonl": "{}\n", "manifest.json": {} });
  await assert.rejects(create(folder, {}, out), {
    message:
      `Cannot write to ${out}: it holds a dataset of an earlier version; make it anew in a new folder`,
  });
});

Deno.test("createDataset() removes nothing that it has not stored", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const foreign = ["audio/dog/mine.wav", "audio/mine/1.wav", "audio/notes.txt", "notes.txt"];
  for (const file of foreign) {
    await Deno.mkdir(join(out, file, ".."), { recursive: true });
    await Deno.writeTextFile(join(out, file), "mine");
  }
  await Deno.remove(join(folder, "dog/b.wav"));
  const { report } = await create(folder, {}, out);
  assert.equal(report.removed, 1);
  const files = await filesIn(out);
  assert.deepEqual(foreign.filter((file) => !files.includes(file)), []);
  assert.ok(!files.includes("audio/dog/b.wav"));
});

Deno.test("createDataset() follows no link out of the dataset's folder", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const elsewhere = await makeFolder({ "a.wav": "mine", "b.wav": "mine" });
  await Deno.remove(join(out, "audio/dog"), { recursive: true });
  await Deno.symlink(elsewhere, join(out, "audio/dog"));
  await assert.rejects(create(folder, {}, out), { message: /a link on the way leads out of/ });
  assert.deepEqual(await filesIn(elsewhere), ["a.wav", "b.wav"]);
  assert.equal(await Deno.readTextFile(join(elsewhere, "a.wav")), "mine");
});

Deno.test("createDataset() names a dataset as it is told", async () => {
  const { out, report } = await create(await makeFolder(plain), { name: "pets" });
  assert.equal(report.name, "pets");
  assert.equal((await openDataset(out)).name, "pets");
});

Deno.test("createDataset() stops when told, and goes on from there", async () => {
  const names = Array.from({ length: 100 }, (_, i) => [`dog/${i}.wav`, tone(i)]);
  const folder = await makeFolder(Object.fromEntries(names));
  const out = join(await makeFolder({}), "out");
  const stop = new AbortController();
  const onProgress = (done: number) => done === 10 && stop.abort(new Error("told to stop"));
  await assert.rejects(create(folder, { onProgress, signal: stop.signal }, out), {
    message: "told to stop",
  });
  await assert.rejects(openDataset(out), { message: /it was not finished/ });
  const { reused } = (await create(folder, {}, out)).report;
  assert.ok(reused >= 10 && reused < 50, `${reused} were stored`);
});

Deno.test("createDataset() refuses two clips with one id", async () => {
  const source = await openListedSource(await makeFolder(plain), {});
  const [entry] = await source.entries();
  assert.ok(entry);
  const twice = { name: "twice", entries: () => Promise.resolve([entry, entry]) };
  const out = join(await makeFolder({}), "out");
  await assert.rejects(createDataset(twice, out), {
    message:
      /^twice has two clips with the id "dog\/a"\. List a clip once, with all its labels, or /,
  });
  await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
});

Deno.test("createDataset() tells its progress up to the last clip", async () => {
  const told: string[] = [];
  await create(await makeFolder(plain), {
    onProgress: (done: number, total: number) => told.push(`${done}/${total}`),
  });
  assert.deepEqual(told, ["0/4", "1/4", "2/4", "3/4", "4/4"]);
});
