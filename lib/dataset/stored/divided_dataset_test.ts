import assert from "node:assert/strict";
import { join } from "node:path";
import { openStore } from "../../storage/open_store.ts";
import { parseSplitShares } from "../splits/split_shares.ts";
import { splitSamples } from "../splits/split_samples.ts";
import { makeFolder } from "../test_clips.ts";
import { copyClips } from "./copy_clips.ts";
import { readStoredDataset } from "./stored_dataset.ts";
import { makeStoredDataset } from "./stored_dataset_test_data.ts";
import { validateDataset } from "./validate_dataset.ts";
import { writeManifests } from "../manifest/write_manifests.ts";

const TWENTY = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}`, { fold: 9 }]),
);
const request = { splits: parseSplitShares("60/20/20"), folds: 3, seed: 1 };

Deno.test("splitSamples() changes folds and splits and nothing else; the dataset stays whole", async () => {
  const folder = await makeStoredDataset(TWENTY);
  const before = await readStoredDataset(folder);
  const samples = splitSamples(before.manifest.samples, before.clips, request);
  await writeManifests(before.store, { ...before.manifest, samples });
  const after = await readStoredDataset(folder);
  assert.equal(after.dataHash, before.dataHash);
  assert.deepEqual((await validateDataset(after)).problems, []);
  const inTest = after.clips.filter(({ split }) => split === "test");
  assert.equal(inTest.length, 4);
  assert.ok(inTest.every(({ fold }) => fold === undefined));
  const others = after.clips.filter(({ split }) => split !== "test");
  assert.deepEqual([...new Set(others.map(({ fold }) => fold))].sort(), [1, 2, 3]);
  const plain = ({ manifest }: typeof before) =>
    manifest.samples.map((sample) => ({ ...sample, fold: undefined, split: undefined }));
  assert.deepEqual(plain(after), plain(before));
});

Deno.test("copyClips() goes on where it was, mends what is damaged, and takes no damaged file along", async () => {
  const folder = await makeStoredDataset({ "dog/a": {}, "dog/b": {} });
  const dataset = await readStoredDataset(folder);
  const out = join(await makeFolder({}), "out");
  const target = await openStore(out);
  await target.write("audio/dog/a.wav", "damaged");
  await copyClips(dataset, target);
  await writeManifests(target, dataset.manifest);
  assert.deepEqual((await validateDataset(await readStoredDataset(out))).problems, []);

  await assert.rejects(copyClips(dataset, target), /it holds a dataset; choose a new folder/);
  await Deno.writeTextFile(join(folder, "audio/dog/b.wav"), "damaged");
  const other = await openStore(join(await makeFolder({}), "other"));
  await assert.rejects(copyClips(dataset, other), /dog\/b.wav: wanted the file with sha256/);
});
