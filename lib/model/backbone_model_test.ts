import assert from "node:assert/strict";
import { openBackboneModel } from "./backbone_model.ts";
import { noise, tinyBackbone } from "./test_parts.ts";

Deno.test("openBackboneModel() predicts a backbone's own labels: the mean over the frames", async () => {
  using model = await openBackboneModel(tinyBackbone(), { workers: 1 });
  assert.deepEqual(model.labels, ["low", "high"]);
  const { probabilities, frames, frameProbabilities: [a, b, c, d] } = await model.run({
    waveform: noise(),
  });
  assert.equal(frames, 2);
  assert.ok(a !== undefined && b !== undefined && c !== undefined && d !== undefined);
  assert.ok(a !== c);
  assert.deepEqual([...probabilities], [(a + c) / 2, (b + d) / 2].map(Math.fround));
});

Deno.test("openBackboneModel() refuses a backbone without labels", async () => {
  await assert.rejects(openBackboneModel({ ...tinyBackbone(), name: "logmel", labels: [] }), {
    message:
      "Cannot predict with the logmel backbone: it has no labels of its own. Train a model on it, then predict with --model",
  });
});
