import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { createDataset, type CreateDatasetOptions } from "./create_dataset.ts";
import type { StoredSample } from "./creation/stored_samples.ts";
import { contentOf } from "./creation/test_content.ts";
import { openDataset } from "./open_dataset.ts";
import { openListedSource } from "./sources/listed_source.ts";
import { STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";
import { filesIn, makeFolder, tone } from "./test_clips.ts";

const WINDOWS: StandardAudio = {
  ...STANDARD_AUDIO,
  durationSeconds: 0.04,
  longerClips: "window",
};

const create = async (from: string, out: string, options: CreateDatasetOptions = {}) =>
  await createDataset(await openListedSource(from, {}), out, options);

const newOut = async () => join(await makeFolder({}), "out");

const placeOf = ({ source_start, source_end }: StoredSample) => [source_start, source_end];

Deno.test("createDataset() tells of each clip what it was made from, and how loud that is", async () => {
  const samples = [
    { id: "whole", filepath: "a.wav", label: "dog", licence: "CC0-1.0", attribution: "Ann" },
    { id: "part", filepath: "a.wav", label: "dog", start: 0.02, end: 0.06 },
  ];
  const folder = await makeFolder({ "a.wav": tone(1_000, 44_100), "m.json": { samples } });
  const out = await newOut();
  const { samples: [whole, part], dataHash } = await create(join(folder, "m.json"), out);
  assert.ok(whole && part);
  for (const { peak = 0, rms = 0, ...sample } of [whole, part]) {
    assert.equal(sample.original_sample_rate, 44_100);
    assert.equal(sample.original_channels, 1);
    assert.equal(sample.original_duration, 0.1);
    assert.equal(sample.original_file, "a.wav");
    assert.equal(sample.clipped, 0);
    assert.ok(Math.abs(peak - 0.5) < 0.001 && Math.abs(rms - 0.5 / Math.SQRT2) < 0.001);
  }
  assert.deepEqual([whole.duration, ...placeOf(whole)], [0.1, undefined, undefined]);
  assert.deepEqual([part.duration, ...placeOf(part)], [0.04, 0.02, 0.06]);
  assert.deepEqual([whole.licence, whole.attribution], ["CC0-1.0", "Ann"]);
  assert.notEqual(whole.sourceSha256, part.sourceSha256);
  const text = await Deno.readTextFile(join(out, "manifest.json"));
  assert.deepEqual(JSON.parse(text).samples, JSON.parse(JSON.stringify([whole, part])));
  assert.equal((await openDataset(out)).dataHash, dataHash);
});

Deno.test("createDataset() makes a clip anew whose part of the recording is another", async () => {
  const sample = (end: number) => ({
    samples: [{ id: "a", filepath: "a.wav", label: "dog", start: 0, end }],
  });
  const folder = await makeFolder({ "a.wav": tone(1_000), "m.json": sample(0.05) });
  const [source, out] = [join(folder, "m.json"), await newOut()];
  await create(source, out);
  await Deno.writeTextFile(source, JSON.stringify(sample(0.06)));
  const { remade, samples } = await create(source, out);
  assert.deepEqual([remade, samples[0]?.duration], [1, 0.06]);
});

Deno.test("createDataset() stores each window of a longer clip, and all of them anew where one is lost", async () => {
  const folder = await makeFolder({ "dog/long.wav": tone(300), "rain/long.wav": tone(400, 8_000) });
  const out = await newOut();
  const { samples, dataHash, clips } = await create(folder, out, { standardAudio: WINDOWS });
  assert.equal(clips, 6);
  assert.deepEqual(samples.slice(0, 3).map(({ id, filepath }) => [id, filepath]), [
    ["dog/long~0000", "audio/dog/long~0000.wav"],
    ["dog/long~0001", "audio/dog/long~0001.wav"],
    ["dog/long~0002", "audio/dog/long~0002.wav"],
  ]);
  assert.deepEqual(samples.slice(0, 3).map(placeOf), [[0, 0.04], [0.04, 0.08], [0.08, 0.1]]);
  assert.deepEqual(samples.map(({ duration }) => duration), Array(6).fill(0.04));
  assert.equal((await openDataset(out)).dataHash, dataHash);

  const content = await contentOf(out);
  await Deno.remove(join(out, "audio/dog/long~0001.wav"));
  const again = await create(folder, out, { standardAudio: WINDOWS });
  assert.deepEqual([again.reused, again.remade], [1, 1]);
  assert.deepEqual(await contentOf(out), content);
});

Deno.test("createDataset() refuses a window with the id of another clip", async () => {
  const samples = [
    { id: "a", filepath: "a.wav", label: "dog" },
    { id: "a~0001", filepath: "b.wav", label: "dog" },
  ];
  const folder = await makeFolder({
    "a.wav": tone(1),
    "b.wav": encodeWav16(new Float32Array(400), 16_000),
    "m.json": { samples },
  });
  const out = await newOut();
  await assert.rejects(create(join(folder, "m.json"), out, { standardAudio: WINDOWS }), {
    message: 'Cannot make a dataset with two clips of the id "a~0001"',
  });
  assert.deepEqual((await filesIn(out)).filter((file) => file.startsWith("manifest")), []);
});

Deno.test("createDataset() refuses to go on with other standard audio", async () => {
  const folder = await makeFolder({ "dog/a.wav": tone(1) });
  const out = await newOut();
  await create(folder, out);
  await assert.rejects(create(folder, out, { standardAudio: WINDOWS }), {
    message:
      /audio \(16 kHz mono, 16-bit, not 16 kHz mono, 16-bit, cut into windows of .* s\); choose a new folder$/,
  });
});

Deno.test("createDataset() goes on with the same settings in another order", async () => {
  const folder = await makeFolder({ "dog/a.wav": tone(1), "cat/a.wav": tone(2) });
  const out = await newOut();
  await create(folder, out, { standardAudio: WINDOWS, classes: ["dog", "cat"] });
  const standardAudio: StandardAudio = {
    longerClips: "window",
    durationSeconds: 0.04,
    ...STANDARD_AUDIO,
  };
  const { reused } = await create(folder, out, { standardAudio, classes: ["cat", "dog"] });
  assert.equal(reused, 2);
});

Deno.test("createDataset() does not take a file that changes after it was listed for the listed one", async () => {
  const folder = await makeFolder({ "dog/a.wav": tone(1), "dog/b.wav": tone(2) });
  const source = await openListedSource(folder, {});
  await Deno.writeFile(join(folder, "dog/a.wav"), tone(3, 8_000));
  const { skipped, clips } = await createDataset(source, await newOut(), { skipBad: true });
  assert.equal(clips, 1);
  assert.deepEqual(skipped.map(({ file }) => file), ["dog/a.wav"]);
  assert.match(skipped[0]?.reason ?? "", /it has changed meanwhile/);
});
