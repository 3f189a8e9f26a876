import assert from "node:assert/strict";
import pMap from "p-map";
import { ClipRunner } from "../audio/clip_runner.ts";
import { openBackbone } from "../backbone/open_backbone.ts";
import { YAMNET_FILE } from "../backbone/yamnet_file.ts";
import { openEsc50Archive } from "../dataset/sources/esc50_archive.ts";
import { defineAssetTest } from "../storage/test_assets.ts";
import { evaluate } from "./evaluate.ts";
import { zeroShot } from "./zero_shot.ts";

defineAssetTest(
  "zeroShot() names at least 95 % of ESC-10's folds 1 to 4 without training",
  ["ESC-10-folds-1-4.zip", YAMNET_FILE.name],
  async ([archive = "", tflite = ""]) => {
    const backbone = await openBackbone("yamnet", { tflite });
    const { entries } = await openEsc50Archive(archive);
    const clips = await entries();
    const labels = [...new Set(clips.flatMap((clip) => clip.labels))].sort();
    using runner = await ClipRunner.open(backbone.model, { outputs: ["scores"] });
    const predictions = await pMap(clips, async ({ id, labels: truth, fold, read }) => {
      const { outputs } = await runner.run({ bytes: await read() });
      const scores = outputs["scores"]?.values ?? new Float32Array();
      return {
        id,
        labels: truth,
        probabilities: zeroShot(scores, backbone.labels, labels),
        ...(fold === undefined ? {} : { fold }),
      };
    }, { concurrency: 2 * runner.size });
    assert.equal(predictions.length, 320);
    const { accuracy, rocAuc } = evaluate(predictions, labels);
    assert.ok(accuracy >= 0.95, `accuracy ${accuracy}`);
    assert.ok((rocAuc ?? 0) >= 0.99, `ROC area ${rocAuc}`);
  },
);
