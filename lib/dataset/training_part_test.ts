import assert from "node:assert/strict";
import type { Dataset } from "./dataset.ts";
import { trainingPart } from "./training_part.ts";

function datasetOf(splits: (string | undefined)[]): Dataset {
  const samples = splits.map((split, i) => ({
    id: `clip ${i}`,
    filepath: `${i}.wav`,
    path: `/clips/${i}.wav`,
    labels: ["dog"],
    durationSeconds: 1,
    recording: `${i}`,
    split,
    sourceSha256: String(i),
    sha256: String(i),
  }));
  return { name: "clips", samples, labels: ["dog"], dataHash: "hash" };
}

Deno.test("trainingPart() leaves out what the dataset keeps for testing", () => {
  const part = trainingPart(datasetOf(["train", "test", undefined, "validation", "test"]));
  assert.deepEqual(part.samples.map(({ id }) => id), ["clip 0", "clip 2", "clip 3"]);
});

Deno.test("trainingPart() refuses a recording, or a copy of its audio, on both sides", () => {
  const dataset = datasetOf(["train", "test"]);
  for (const key of ["recording", "sourceSha256"] as const) {
    const samples = dataset.samples.map((sample) => ({ ...sample, [key]: "both" }));
    assert.throws(() => trainingPart({ ...dataset, samples }), {
      message:
        /^Cannot train on clips: clip "clip 0" is of a recording that the split "test" has too/,
    });
  }
});

Deno.test("trainingPart() takes windows of silence for no copies, as splits do", () => {
  const { samples, ...dataset } = datasetOf(["train", "test"]);
  const silent = samples.map((sample) => ({ ...sample, sourceSha256: "silence", peak: 0 }));
  assert.equal(trainingPart({ ...dataset, samples: silent }).samples.length, 1);
});

Deno.test("trainingPart() of a dataset without a test split is that dataset", () => {
  const dataset = datasetOf([undefined, "train"]);
  assert.equal(trainingPart(dataset), dataset);
});
