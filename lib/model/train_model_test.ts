import assert from "node:assert/strict";
import type { Dataset } from "../dataset/dataset.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { clipsByLoudness, tinyBackbone } from "./test_parts.ts";
import { trainModel, type TrainModelOptions } from "./train_model.ts";

Deno.test("trainModel() evaluates what heads say of all clips that they have not seen, by recording", () =>
  withEmptyCache(async () => {
    const dataset = await clipsByLoudness();
    const { evaluation, crossValidation, fit } = await trainModel(dataset, tinyBackbone());
    assert.deepEqual(crossValidation.folds.map(({ testClips }) => testClips), [6, 6, 6]);
    assert.equal(evaluation.count, 18);
    assert.equal(evaluation.bootstrap.unit, "recording");
    assert.deepEqual(fit.head.labels, ["loud", "medium", "soft"]);
  }));

Deno.test("trainModel() of a target has one sigmoid, and all other clips as negatives", () =>
  withEmptyCache(async () => {
    const options = { target: "soft" };
    const { evaluation, fit } = await trainModel(await clipsByLoudness(), tinyBackbone(), options);
    assert.equal(fit.head.activation, "sigmoid");
    assert.equal(evaluation.task, "binary");
    assert.equal(evaluation.count, 18);
    assert.equal(evaluation.classes[0]?.support, 6);
  }));

Deno.test("trainModel() refuses what cannot be trained before it embeds any clip", () =>
  withEmptyCache(async () => {
    const dataset = await clipsByLoudness();
    const alone = { ...dataset, samples: dataset.samples.filter(({ fold }) => fold === 1) };
    const cases: [Dataset, TrainModelOptions, RegExp][] = [
      [dataset, { target: "silent" }, /^Cannot set "silent" against the rest: wanted one of loud,/],
      [
        dataset,
        { folds: 10 },
        /^Cannot make 10 folds of 9 recordings: wanted --folds from 2 to 9$/,
      ],
      [dataset, { head: { l2: -1 } }, /^Cannot train with l2 -1/],
      [{ ...dataset, labels: ["loud", "soft"] }, {}, /its label "medium" is none of the set's/],
      [{ ...dataset, labels: [...dataset.labels, "x"] }, {}, /^Cannot learn "x": no clip has/],
      [alone, {}, /^Cannot cross-validate: all clips are in fold 1/],
      [alone, { folds: 3, head: { kind: "mlp" } }, /^Cannot hold out 0.15 of 6 clips/],
    ];
    for (const [data, options, message] of cases) {
      const onClip = () => assert.fail("a clip was embedded");
      await assert.rejects(trainModel(data, tinyBackbone(), { ...options, onClip }), { message });
    }
  }));
