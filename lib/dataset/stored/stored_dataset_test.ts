import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openDataset } from "../open_dataset.ts";
import { makeFolder } from "../test_clips.ts";
import { readStoredDataset } from "./stored_dataset.ts";
import { makeStoredDataset } from "./stored_dataset_test_data.ts";

const CLIPS = { "dog/a": { fold: 1 }, "rain/a": { labels: ["rain", "wind"], split: "test" } };

Deno.test("readStoredDataset() reads a folder and each of its manifests, and hashes as training does", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const { dataHash, labels } = await openDataset(folder);
  assert.deepEqual(labels, ["dog", "rain", "wind"]);
  const names = ["", "manifest.json", "manifest.csv", "manifest.parquet"];
  const places = [...names.map((name) => join(folder, name)), pathToFileURL(folder).href];
  for (const place of places) {
    const dataset = await readStoredDataset(place);
    assert.equal(dataset.dataHash, dataHash, place);
    assert.equal(dataset.name, "tones");
    assert.deepEqual(dataset.clips.map(({ id, fold, split }) => [id, fold, split]), [
      ["dog/a", 1, undefined],
      ["rain/a", undefined, "test"],
    ]);
  }
});

Deno.test("readStoredDataset() says what is missing", async () => {
  const folder = await makeFolder({
    "plain/dog/a.wav": "",
    "old/metadata.json": { samples: [{ filepath: "a.wav", label: "dog" }] },
    "twice/manifest.json": {
      samples: ["a.wav", "b.wav"].map((filepath) => ({
        id: "one",
        filepath,
        label: "dog",
        duration: 1,
        sha256: "0".repeat(64),
        sourceSha256: "0".repeat(64),
      })),
    },
  });
  const cases: [path: string, message: RegExp][] = [
    ["nothing", /nothing: there is no such file or folder/],
    ["plain", /it has no manifest.json. Make one with deno task dataset/],
    ["old/metadata.json", /a.wav has not all of id, duration, sourceSha256 and sha256. Make one/],
    ["twice", /two samples have the id "one"/],
  ];
  for (const [path, message] of cases) {
    await assert.rejects(readStoredDataset(join(folder, path)), { name: "Error", message });
  }
});
