import assert from "node:assert/strict";
import { join } from "node:path";
import { defineAssetTest } from "../storage/test_assets.ts";
import { createDataset } from "./create_dataset.ts";
import { openDataset } from "./open_dataset.ts";
import { makeFolder } from "./test_clips.ts";
import { openEsc50Archive } from "./sources/esc50_archive.ts";

defineAssetTest(
  "the replaced system's dog clips open as they are",
  ["real_audio_dataset"],
  async ([folder = ""]) => {
    const { name, samples, labels, dataHash } = await openDataset(folder);
    assert.equal(name, "real_audio_dataset");
    assert.deepEqual(labels, ["dog"]);
    assert.equal(samples.length, 15);
    assert.ok(samples.every(({ durationSeconds }) => durationSeconds === 5));
    assert.ok(samples.every(({ licence }) => licence === "CC-BY-3.0"));
    assert.equal(dataHash, "b06f3a8f0fa73af93b3521e0678e65740347a165630a135e91da1a09847d3c2e");
  },
);

defineAssetTest(
  "ESC-10 becomes a dataset, no recording in two folds",
  ["ESC-10-folds-1-4.zip"],
  async ([zip = ""]) => {
    const out = join(await makeFolder({}), "out");
    const report = await createDataset(await openEsc50Archive(zip), out);
    assert.deepEqual(new Set(Object.values(report.classes)), new Set([32]));
    assert.equal(
      report.dataHash,
      "d461e6758719942f03222ff965023dcf7a0d031558206a0bbd396859f3d4cb0c",
    );
    const { samples, labels } = await openDataset(out);
    assert.equal(labels.length, 10);
    const recordings = [...Map.groupBy(samples, ({ recording }) => recording).values()];
    assert.equal(recordings.length, 247);
    assert.ok(recordings.every((takes) => new Set(takes.map(({ fold }) => fold)).size === 1));
    assert.ok(samples.every(({ licence }) => licence === "CC-BY-3.0"));
  },
);
