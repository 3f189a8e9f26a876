import assert from "node:assert/strict";
import type { Dataset } from "../dataset/dataset.ts";
import { clipsByLoudness } from "../model/test_parts.ts";
import { withoutTestClips } from "./without_test_clips.ts";

const recordingsOf = ({ samples }: Pick<Dataset, "samples">) =>
  new Set(samples.map(({ recording }) => recording));

Deno.test("withoutTestClips() leaves out the last fold, under the whole dataset's hash", async () => {
  const dataset = await clipsByLoudness();
  const { samples, dataHash } = withoutTestClips(dataset);
  assert.deepEqual(samples, dataset.samples.filter(({ fold }) => fold !== 3));
  assert.equal(dataHash, dataset.dataHash);
});

Deno.test("withoutTestClips() keeps to the dataset's own split", async () => {
  const dataset = await clipsByLoudness();
  const samples = dataset.samples.map((sample) => ({
    ...sample,
    split: sample.fold === 1 ? "test" : "train",
  }));
  assert.deepEqual(
    withoutTestClips({ ...dataset, samples }).samples,
    samples.filter(({ fold }) => fold !== 1),
  );
});

Deno.test("withoutTestClips() leaves out whole recordings where there are no folds", async () => {
  const dataset = await clipsByLoudness();
  const samples = dataset.samples.map((sample) => ({ ...sample, fold: undefined }));
  const training = withoutTestClips({ ...dataset, samples });
  const test = samples.filter((sample) => !training.samples.includes(sample));
  assert.ok(test.length > 0 && training.samples.length > test.length);
  assert.ok(recordingsOf(training).isDisjointFrom(recordingsOf({ samples: test })));
});

Deno.test("withoutTestClips() says which label only the last fold has", async () => {
  const dataset = await clipsByLoudness();
  const samples = dataset.samples.filter(({ fold, labels }) => fold === 3 || labels[0] !== "loud");
  assert.throws(() => withoutTestClips({ ...dataset, samples }), {
    name: "RangeError",
    message: /^Cannot keep fold 3 for a test: all clips of loud are in it, so that nothing could/,
  });
});
