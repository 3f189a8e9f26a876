import assert from "node:assert/strict";
import { resolve } from "node:path";
import { clipsByLoudness } from "../model/test_parts.ts";
import { datasetInput } from "./dataset_input.ts";

Deno.test("datasetInput() names a dataset by its data hash, and says how much it is", async () => {
  const dataset = await clipsByLoudness();
  const { name, digest, context, profile, schema } = datasetInput(dataset, "evaluation");
  assert.deepEqual([name, context], [dataset.name, "evaluation"]);
  assert.equal(digest.length, 36);
  assert.ok(dataset.dataHash.startsWith(digest));
  const { num_rows, classes, data_hash, duration_sec } = JSON.parse(profile);
  assert.deepEqual(
    [num_rows, classes, data_hash],
    [dataset.samples.length, dataset.labels.length, dataset.dataHash],
  );
  const seconds = dataset.samples.map(({ durationSeconds }) => durationSeconds)
    .reduce((sum, duration) => sum + duration);
  assert.ok(Math.abs(duration_sec - seconds) < 0.001);
  assert.equal(JSON.parse(schema).mlflow_colspec.length, 4);
});

Deno.test("datasetInput() tells the place in MLflow's words, without secrets", async () => {
  const dataset = await clipsByLoudness();
  const place = (source: string | undefined) => {
    const input = datasetInput({ ...dataset, source }, "training");
    return [input.sourceType, JSON.parse(input.source)];
  };
  assert.deepEqual(place("out/esc10"), ["local", { uri: resolve("out/esc10") }]);
  assert.deepEqual(place("file:///data/my%20clips"), ["local", { uri: "/data/my clips" }]);
  assert.deepEqual(place("s3://datasets/esc10"), ["s3", { uri: "s3://datasets/esc10" }]);
  assert.deepEqual(
    place("https://ada:secret@host/esc10.zip?signature=secret"),
    ["http", { url: "https://host/esc10.zip" }],
  );
  assert.deepEqual(place(undefined), ["code", { tags: {} }]);
});
