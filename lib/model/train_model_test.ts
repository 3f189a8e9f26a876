import assert from "node:assert/strict";
import { withEmptyCache } from "../storage/test_environment.ts";
import { clipsByLoudness, tinyBackbone } from "./test_parts.ts";
import { trainModel } from "./train_model.ts";

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
