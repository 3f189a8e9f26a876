import assert from "node:assert/strict";
import { join } from "node:path";
import { decodeWav } from "../audio/decode_wav.ts";
import { createDataset } from "./create_dataset.ts";
import { JOURNAL } from "./journal.ts";
import { openDataset } from "./open_dataset.ts";
import { openLocalSource } from "./sources/local_source.ts";
import { filesIn, makeFolder, tone } from "./test_clips.ts";

const plain = {
  "dog/a.wav": tone(300, 44_100),
  "dog/b.wav": tone(400, 22_050),
  "rain/a.wav": tone(500, 8_000),
  "rain/c.wav": tone(600),
};

const create = async (folder: string, options = {}, out?: string) => {
  const outFolder = out ?? join(await makeFolder({}), "out");
  const report = await createDataset(await openLocalSource(folder), outFolder, options);
  return { out: outFolder, report };
};

Deno.test("createDataset() stores 16 kHz mono PCM16 and a manifest that openDataset() reads", async () => {
  const folder = await makeFolder(plain);
  const { out, report } = await create(folder);
  assert.deepEqual(report.classes, { dog: 2, rain: 2 });
  assert.deepEqual(await filesIn(out), [
    JOURNAL,
    "audio/dog/a.wav",
    "audio/dog/b.wav",
    "audio/rain/a.wav",
    "audio/rain/c.wav",
    "manifest.json",
  ]);
  const { samples, dataHash } = await openDataset(out);
  assert.equal(dataHash, report.dataHash);
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
  const { path: _, sourceSha256: __, sha256: ___, durationSeconds: ____, ...known } = sample ?? {};
  assert.deepEqual(known, {
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
  assert.ok(files.every((file) => file === JOURNAL || file.endsWith(".wav")), files.join());
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
  const names = Array.from({ length: 100 }, (_, i) => [`dog/${i}.wav`, tone(i)]);
  const folder = await makeFolder({ ...Object.fromEntries(names), "ant/a.wav": "" });
  const out = join(folder, ".out");
  await assert.rejects(create(folder, {}, out), { name: "BadClipError" });
  const stored = (await filesIn(out)).length - 1;
  assert.ok(stored < 50, `${stored} of 100 clips were stored`);
});

Deno.test("createDataset() with skipBad leaves such clips out and reports them", async () => {
  const folder = await makeFolder({ ...plain, "rain/b.wav": "no audio", "rain/d.mp3": "ID3" });
  const { out, report } = await create(folder, { skipBad: true });
  assert.deepEqual(report.skipped.map(({ file }) => file).sort(), ["rain/b.wav", "rain/d.mp3"]);
  assert.match(report.skipped[0]?.reason ?? "", /^Cannot decode/);
  assert.deepEqual((await openDataset(out)).samples.length, 4);
});

Deno.test("createDataset() with skipBad stops where the disk or the work is at fault, not a clip", async () => {
  const source = await openLocalSource(await makeFolder(plain));
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

Deno.test("createDataset() with skipBad still fails where no clip is left", async () => {
  const folder = await makeFolder({ "dog/a.wav": "no audio" });
  await assert.rejects(create(folder, { skipBad: true }), {
    message: /has no clip that can be read/,
  });
});

Deno.test("createDataset() goes on where an earlier run was, and mends what that left", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const undisturbed = await Deno.readTextFile(join(out, "manifest.json"));

  const journal = join(out, JOURNAL);
  const lines = (await Deno.readTextFile(journal)).split("\n");
  await Deno.writeTextFile(journal, lines.slice(0, 4).join("\n") + '\n{"id":"rain'); // killed while writing
  await Deno.remove(join(out, "manifest.json"));
  await Deno.writeTextFile(join(out, `audio/dog/x.wav.${crypto.randomUUID()}.tmp`), "half");
  await Deno.writeTextFile(join(out, `manifest.json.${crypto.randomUUID()}.tmp`), "half");
  await Deno.truncate(join(out, JSON.parse(lines[1] ?? "").filepath), 100); // lost with the power

  const { report } = await create(folder, {}, out);
  assert.equal(report.reused, 2);
  assert.equal(await Deno.readTextFile(join(out, "manifest.json")), undisturbed);
  assert.equal((await filesIn(out)).length, 6);
  assert.equal((await create(folder, {}, out)).report.reused, 4, "and once more finds all done");
});

Deno.test("createDataset() makes all clips anew where an earlier version stored them otherwise", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  const [journal, manifest] = [join(out, JOURNAL), join(out, "manifest.json")];
  const undisturbed = await Deno.readTextFile(manifest);
  const text = await Deno.readTextFile(journal);
  await Deno.writeTextFile(journal, text.replace(/"standardizing":"\w+"/, '"standardizing":"old"'));
  const onProgress = () => assert.throws(() => Deno.statSync(manifest), Deno.errors.NotFound);
  assert.equal((await create(folder, { onProgress }, out)).report.reused, 0);
  assert.equal(await Deno.readTextFile(manifest), undisturbed);
  assert.equal((await create(folder, {}, out)).report.reused, 4);
});

Deno.test("createDataset() does not go on where a file of the source has changed", async () => {
  const folder = await makeFolder(plain);
  const { out } = await create(folder);
  await Deno.writeFile(join(folder, "dog/a.wav"), tone(999, 48_000));
  await assert.rejects(create(folder, {}, out), { message: /it holds a dataset of other clips/ });
});

Deno.test("createDataset() refuses two clips with one id", async () => {
  const source = await openLocalSource(await makeFolder(plain));
  const [entry] = await source.entries();
  assert.ok(entry);
  const twice = { name: "twice", entries: () => Promise.resolve([entry, entry]) };
  const out = join(await makeFolder({}), "out");
  await assert.rejects(createDataset(twice, out), {
    message: 'twice has two clips with the id "dog/a"',
  });
  await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
});

Deno.test("createDataset() tells its progress up to the last clip", async () => {
  const told: string[] = [];
  await create(await makeFolder(plain), {
    onProgress: (done: number, total: number) => told.push(`${done}/${total}`),
  });
  assert.deepEqual(told, ["1/4", "2/4", "3/4", "4/4"]);
});
