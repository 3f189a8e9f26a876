import assert from "node:assert/strict";
import { join } from "node:path";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

Deno.test("demo without weights and recordings says so and goes on with generated clips and log-mel", async () => {
  const folder = await makeTempDir();
  const out = join(folder, "demo");
  const { code, out: printed, err } = await runTask("demo", ["--out", out], {
    YAMNET_KIT_ASSETS: "",
    YAMNET_KIT_CACHE: join(folder, "cache"),
    YAMNET_TFLITE: join(folder, "missing.tflite"), // so that nothing is downloaded where it could be
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
  });
  assert.equal(code, 0, err);
  assert.match(
    err,
    /^YAMNet's weights cannot be had here .*: going on with the log-mel baseline\.$/m,
  );
  assert.match(err, /^No recordings at hand .*: using generated clips\.$/m);
  assert.match(printed, /Backbone logmel \(float32\)/);
  assert.match(
    err,
    /^A prediction over time, of a clip of the training data: new sounds are harder\.$/m,
  );
  assert.match(printed, /audio\/rain\/.*\.wav \(2\.00 s\)/);
  assert.match(printed, /^Model: +.*model \(backbone logmel, data generated\)$/m);
  for (const file of ["README.md", "out_of_fold/report.html"]) {
    assert.match(await Deno.readTextFile(join(out, "model", file)), /[Ll]og-mel/, file);
  }
});

defineAssetTest(
  "demo with weights and recordings is as good on ESC-10 as it should be, and falls back on nothing",
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const folder = await makeTempDir();
    const out = join(folder, "demo");
    const env = { MLFLOW_TRACKING_URI: join(folder, "mlruns") };
    const { code, out: printed, err } = await runTask("demo", ["--out", out], env);
    assert.equal(code, 0, err);
    assert.doesNotMatch(err, /going on with|using generated/);
    assert.match(err, /^Zero-shot: .*, without any training\.$/m);
    assert.match(printed, /^Zero-shot: yamnet without any training, on the dataset /m);
    assert.match(printed, /audio\/crying_baby\/.*\.wav/);
    assert.match(printed, /^Model: +.*model \(backbone yamnet, data esc10\)$/m);
    const metrics = async (path: string) => JSON.parse(await Deno.readTextFile(join(out, path)));

    const trained = await metrics("model/out_of_fold/metrics.json");
    assert.equal(trained.count, 320);
    assert.ok(trained.accuracy >= 0.97, `out-of-fold accuracy ${trained.accuracy}`);
    const zeroShot = await metrics("zero-shot/metrics.json");
    assert.equal(zeroShot.count, 320);
    assert.ok(zeroShot.accuracy >= 0.95, `zero-shot accuracy ${zeroShot.accuracy}`);
    assert.ok(zeroShot.roc_auc >= 0.99, `zero-shot ROC area ${zeroShot.roc_auc}`);
    const dog = await runTask("train", [
      ...["--dataset", join(out, "dataset-esc10"), "--out", join(out, "dog")],
      ...["--target", "dog", "--json"],
    ], env);
    assert.equal(dog.code, 0, dog.err);
    const { f1 } = JSON.parse(dog.out);
    assert.ok(f1 >= 0.97, `dog against the rest: F1 ${f1}`);
  },
);

Deno.test("demo refuses data that it does not know", async () => {
  const { code, err } = await runTask("demo", ["--data", "esc99"]);
  assert.equal(code, 2);
  assert.match(err, /Bad value for --data: wanted one of esc10, esc50, generated; got "esc99"/);
});
