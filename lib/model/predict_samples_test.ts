import assert from "node:assert/strict";
import { openDataset } from "../dataset/open_dataset.ts";
import { makeFolder, tone } from "../dataset/test_clips.ts";
import { openBackboneModel } from "./backbone_model.ts";
import { predictSamples } from "./predict_samples.ts";
import { tinyBackbone } from "./test_parts.ts";

const ONE = { workers: 1 };

Deno.test("predictSamples() gives each sample its answer, in order, with its labels and fold", async () => {
  const folder = await makeFolder({
    "a.wav": tone(100),
    "b.wav": tone(200),
    "manifest.json": {
      samples: [{ filepath: "a.wav", label: "dog", fold: 2 }, { filepath: "b.wav", labels: [] }],
    },
  });
  const { samples } = await openDataset(folder);
  using model = await openBackboneModel(tinyBackbone(), ONE);
  const told: string[] = [];
  const predictions = await predictSamples(model, samples, {
    onProgress: (done, total) => told.push(`${done}/${total}`),
  });
  const alone = await Promise.all(samples.map(({ path }) => model.run({ path })));
  assert.deepEqual(predictions, [
    { id: "a", labels: ["dog"], fold: 2, probabilities: alone[0]?.probabilities },
    { id: "b", labels: [], probabilities: alone[1]?.probabilities },
  ]);
  assert.deepEqual(told, ["1/2", "2/2"]);
});
