import assert from "node:assert/strict";
import { withEmptyCache } from "../storage/test_environment.ts";
import { flatMetrics } from "../evaluation/flat_metrics.ts";
import { outOfFoldFiles, outOfFoldQuality } from "./out_of_fold.ts";
import { clipsByLoudness, tinyBackbone } from "./test_parts.ts";
import { trainModel } from "./train_model.ts";

Deno.test("outOfFoldFiles() hold each clip's probabilities by label, and the metrics that the card tells", () =>
  withEmptyCache(async () => {
    const trained = await trainModel(await clipsByLoudness(), tinyBackbone());
    const files = outOfFoldFiles(trained);
    const rows = JSON.parse(files["out_of_fold/predictions.json"] ?? "");
    for (const [row, { id, labels, fold, probabilities }] of rows.entries()) {
      const wanted = trained.crossValidation.predictions[row];
      assert.deepEqual({ id, labels, fold }, {
        id: wanted?.id,
        labels: wanted?.labels,
        fold: wanted?.fold,
      });
      assert.deepEqual(Object.keys(probabilities), ["loud", "medium", "soft"]);
      assert.deepEqual(Object.values(probabilities), Array.from(wanted?.probabilities ?? []));
    }
    assert.equal(rows.length, 18);
    const metrics = flatMetrics(trained.evaluation);
    assert.deepEqual(JSON.parse(files["out_of_fold/metrics.json"] ?? ""), metrics);

    const { method, figures } = outOfFoldQuality(trained);
    assert.match(method, /^Out-of-fold, on 18 clips in 3 folds: /);
    assert.match(method, /clips that the dataset names as one recording stay on one side\. /);
    assert.deepEqual(figures.map(({ name, value, interval }) => [name, value, interval?.[0]]), [
      ["Accuracy", metrics["accuracy"], metrics["accuracy_ci_low"]],
      ["Macro F1", metrics["f1"], metrics["f1_ci_low"]],
    ]);
  }));
