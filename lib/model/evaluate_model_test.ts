import assert from "node:assert/strict";
import { join } from "node:path";
import type { Dataset } from "../dataset/dataset.ts";
import { withEmptyCache } from "../storage/test_environment.ts";
import { evaluateModel, evaluationMetrics } from "./evaluate_model.ts";
import type { Model } from "./model.ts";
import { openModel } from "./open_model.ts";
import { clipsByLoudness, tinyBackbone } from "./test_parts.ts";
import { trainModel } from "./train_model.ts";
import { writeModelPackage } from "./write_model_package.ts";

/** A model as a user would have it: trained, packaged and opened. */
function modelOf(dataset: Dataset, target?: string): Promise<Model> {
  return withEmptyCache(async (folder) => {
    const backbone = tinyBackbone();
    const { fit: { head } } = await trainModel(dataset, backbone, { target });
    await writeModelPackage(join(folder, "model"), { name: "loudness", backbone, head, dataset });
    return await openModel(join(folder, "model"), { workers: 1 });
  });
}

const ofFolds = (dataset: Dataset, ...folds: number[]): Dataset => ({
  ...dataset,
  samples: dataset.samples.filter(({ fold }) => fold !== undefined && folds.includes(fold)),
});

Deno.test("evaluateModel() scores clips that the model was trained on apart from new ones", async () => {
  const dataset = await clipsByLoudness();
  using model = await modelOf(ofFolds(dataset, 1, 2));
  const both = await evaluateModel(model, dataset);
  assert.deepEqual([both.unseen?.count, both.seen?.count], [6, 12]);
  const metrics = evaluationMetrics(both);
  assert.deepEqual([metrics["count"], metrics["seen_count"]], [6, 12]);
  const seen = evaluationMetrics(await evaluateModel(model, ofFolds(dataset, 1)));
  assert.deepEqual([seen["count"], seen["seen_count"], seen["accuracy"]], [0, 6, undefined]);
});

Deno.test("evaluateModel() sets the target against the rest, for a model of many classes and for one of its own", async () => {
  const dataset = await clipsByLoudness();
  using ofMany = await modelOf(ofFolds(dataset, 1, 2));
  using ofOne = await modelOf(ofFolds(dataset, 1, 2), "soft");
  for (const model of [ofMany, ofOne]) {
    const { unseen } = await evaluateModel(model, dataset, { target: "soft" });
    assert.ok(unseen?.task === "binary");
    assert.deepEqual(unseen.labels, ["soft"]);
    assert.equal(unseen.classes[0]?.support, 2);
  }
  await assert.rejects(evaluateModel(ofOne, dataset, { target: "loud" }), {
    name: "RangeError",
    message: 'Cannot set "loud" against the rest: wanted one of soft',
  });
});

Deno.test("evaluateModel() says of each clip whether it is right and whether it was seen", async () => {
  const dataset = await clipsByLoudness();
  using model = await modelOf(ofFolds(dataset, 1, 2));
  for (const question of [{}, { target: "soft" }, { classFilter: ["loud"], topN: 1 }]) {
    const { clips, predictions, seen, unseen } = await evaluateModel(model, dataset, question);
    assert.deepEqual(clips.map(({ id }) => id), predictions.map(({ id }) => id));
    assert.deepEqual(clips.map((clip) => clip.seen), dataset.samples.map(({ fold }) => fold !== 3));
    for (const [evaluation, isSeen] of [[seen, true], [unseen, false]] as const) {
      const ofIt = clips.filter((clip) => clip.seen === isSeen);
      const right = ofIt.filter(({ correct }) => correct).length;
      assert.equal(right / ofIt.length, evaluation?.accuracy);
    }
  }
});
