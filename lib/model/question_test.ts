import assert from "node:assert/strict";
import { openBackboneModel } from "./backbone_model.ts";
import type { Model } from "./model.ts";
import { chooseQuestion, type QuestionOptions } from "./question.ts";
import { smallDataset, tinyBackbone } from "./test_parts.ts";

const dataset = smallDataset();

/** As if YAMNet had been opened, but of three classes. */
async function backbone(): Promise<Model> {
  const model = await openBackboneModel(tinyBackbone(), { workers: 1 });
  return { ...model, name: "tiny", labels: ["Dog", "Rain", "Ocean"] };
}

const trained = async (labels: readonly string[]): Promise<Model> => ({
  ...await backbone(),
  name: "mine",
  labels,
  activation: "softmax",
  dataHash: "abc",
});

Deno.test("chooseQuestion() refuses at once what model and dataset cannot answer", async () => {
  using yamnet = await backbone();
  using good = await trained(dataset.labels);
  using other = await trained(["cat", "dog"]);
  const strange = { ...dataset, labels: ["dog", "quark"] };
  const cases: [Model, typeof dataset, QuestionOptions, RegExp][] = [
    [yamnet, strange, {}, /^Cannot score "quark" without training/],
    [yamnet, dataset, { target: "cat" }, /^Cannot set "cat" against the rest: wanted one of dog/],
    [yamnet, dataset, { classFilter: ["horse"] }, /^Cannot filter by "horse": none of the 3/],
    [good, dataset, { target: "cat" }, /^Cannot set "cat" against the rest/],
    [other, dataset, {}, /clip clip-1: its label "rain" is not one of the model's: cat, dog$/],
  ];
  for (const [model, data, options, message] of cases) {
    assert.throws(() => chooseQuestion(model, data, options), { name: "RangeError", message });
  }
});

Deno.test("chooseQuestion() says in its title what is asked", async () => {
  using yamnet = await backbone();
  using good = await trained(dataset.labels);
  const titles = [
    chooseQuestion(yamnet, dataset, {}),
    chooseQuestion(good, dataset, { target: "dog" }),
    chooseQuestion(yamnet, dataset, { classFilter: ["dog", "rain"], topN: 2 }),
  ].map(({ title }) => title);
  assert.deepEqual(titles, [
    "Zero-shot: tiny without any training",
    'mine, "dog" against the rest',
    'Any of "dog, rain" among the best 2 classes of tiny',
  ]);
});

Deno.test("chooseQuestion() takes no score of a backbone for a probability", async () => {
  using yamnet = await backbone();
  using good = await trained(dataset.labels);
  const predictions = dataset.samples.map(({ id, labels }) => ({
    id,
    labels,
    probabilities: [0.2, 0.1, 0.1],
  }));
  const zeroShot = chooseQuestion(yamnet, dataset, {}).judge(predictions);
  assert.ok(zeroShot.task === "multi-class");
  const { logLoss, brier, calibration } = zeroShot;
  assert.deepEqual([logLoss, brier, calibration], [null, null, null]);
  assert.ok(zeroShot.rocAuc !== null);
  const ofTrained = chooseQuestion(good, dataset, {}).judge(predictions);
  assert.ok(ofTrained.task === "multi-class" && ofTrained.calibration !== null);
});

Deno.test("chooseQuestion() judges each clip by what is asked", async () => {
  using good = await trained(dataset.labels);
  const probabilities = [0.1, 0.3, 0.6]; // rain is second, sea waves are heard
  const predictions = dataset.samples.map(({ id, labels }) => ({ id, labels, probabilities }));
  const right = (asked: QuestionOptions) =>
    chooseQuestion(good, dataset, asked).areRight(predictions);
  assert.deepEqual(right({}), [false, false, true]);
  assert.deepEqual(right({ target: "rain" }), [true, false, true]);
  assert.deepEqual(right({ classFilter: ["rain"], topN: 2 }), [false, true, false]);
});
