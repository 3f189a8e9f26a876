import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import { join } from "node:path";
import { createDataset } from "../lib/dataset/create_dataset.ts";
import { generateClips } from "../lib/dataset/generated/generate_clips.ts";
import { openDataset } from "../lib/dataset/open_dataset.ts";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { textOfRun } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";

/** Where a training's results go, as variables that notebook and script both read. */
const placesIn = (folder: string) => ({
  MODEL_OUT: join(folder, "model"),
  MLFLOW_TRACKING_URI: join(folder, "mlruns"),
});

/** What two trainings must agree on: the model, what is said of it, and what their only runs recorded. */
async function readResults(folder: string) {
  const { MODEL_OUT, MLFLOW_TRACKING_URI } = placesIn(folder);
  const [params = "", more] = await Array.fromAsync(glob(`${MLFLOW_TRACKING_URI}/*/*/params`));
  assert.equal(more, undefined, "there are several runs");
  const run = join(params, "..");
  return {
    modelSha256: sha256(await Deno.readFile(join(MODEL_OUT, "model.onnx"))),
    outOfFoldMetrics: await Deno.readTextFile(join(MODEL_OUT, "out_of_fold/metrics.json")),
    params: await readFiles(params),
    metrics: withoutTimes(await readFiles(join(run, "metrics"))),
    dataHash: await Deno.readTextFile(join(run, "tags/data_hash")),
    sourceType: await Deno.readTextFile(join(run, "tags/mlflow.source.type")),
    artifacts: Object.keys(await readFiles(join(run, "artifacts"))),
  };
}

/** Every file below a folder, by its path there. */
async function readFiles(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const path of (await Array.fromAsync(glob("**/*", { cwd: folder }))).sort()) {
    const { isFile } = await Deno.stat(join(folder, path));
    if (isFile) files[path] = await Deno.readTextFile(join(folder, path));
  }
  return files;
}

/** Metrics as `value step`, a line each, but for those of the machine. */
function withoutTimes(metrics: Record<string, string>): Record<string, string> {
  assert.ok(metrics["accuracy"] && metrics["fit/loss"] && metrics["elapsed_sec"]);
  return Object.fromEntries(
    Object.entries(metrics)
      .filter(([name]) => name !== "elapsed_sec" && !name.startsWith("system/"))
      .map(([name, lines]) => [name, lines.replaceAll(/^\d+ /gm, "")]),
  );
}

/**
 * Trains in the notebook and by the script, with the same variables and no flags.
 *
 * @param ofScript Variables that only the script needs, as the notebook finds out by itself.
 * @returns What the notebook showed, and what each of them left.
 */
async function trainBothWays(env: Record<string, string>, ofScript: Record<string, string>) {
  const [notebook, script] = [await makeTempDir(), await makeTempDir()];
  const running = textOfRun("02_train.ipynb", { ...env, ...placesIn(notebook) });
  if (!env["MANIFEST_JSON"]) await running; // makes the dataset for both
  const [text, { code, err }] = await Promise.all([
    running,
    runTask("train", [], { ...env, ...placesIn(script), ...ofScript }),
  ]);
  assert.equal(code, 0, err);
  return { text, ofNotebook: await readResults(notebook), ofScript: await readResults(script) };
}

definePythonTest(
  "02_train.ipynb runs with nothing at hand, says so, and does what train does",
  [],
  async () => {
    const folder = await makeTempDir();
    const dataset = join(folder, "dataset");
    await createDataset(generateClips(), dataset, { limit: 4 });
    const { text, ofNotebook, ofScript } = await trainBothWays({
      MANIFEST_JSON: dataset,
      YAMNET_KIT_CACHE: join(folder, "cache"),
      YAMNET_KIT_ASSETS: "",
    }, { BACKBONE: "logmel" });
    assert.deepEqual(ofNotebook, { ...ofScript, sourceType: "NOTEBOOK" });
    assert.equal(ofNotebook.dataHash, (await openDataset(dataset)).dataHash);
    assert.match(text, /YAMNet's weights are not on this machine: this is the log-mel baseline/);
    assert.match(text, /^logistic {2}mean {6}0\.\d{3}/m);
    assert.match(text, /Without the perceptron\. Cannot hold out/);
    assert.match(text, /Figure: Loss over L2 penalty/);
    assert.match(text, /Figure: Learning curves\n {2}fold 1, \d+ points/);
    assert.match(text, /Out-of-fold: \*\*accuracy \d/);
    assert.ok(text.includes(ofScript.modelSha256));
  },
);

definePythonTest(
  "02_train.ipynb uses ESC-10 and YAMNet where they were brought along, and the parameters of train",
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const dataset = join(await makeTempDir(), "dataset");
    const { text, ofNotebook, ofScript } = await trainBothWays({
      DATASET_OUT: dataset,
      DATASET_LIMIT: "6",
      ...{ HEAD: "mlp", POOLING: "mean", EPOCHS: "10", SEED: "7", L2: "0.1", FOLDS: "3" },
      ...{ CLASS_WEIGHTS: "balanced", LEARNING_RATE: "0.002", BATCH_SIZE: "16" },
      ...{ EXP_NAME: "esc10", MODEL_NAME: "sounds", TARGET: "dog", SAVE_WEIGHTS: "no" },
    }, { MANIFEST_JSON: dataset });
    assert.deepEqual(ofNotebook, { ...ofScript, sourceType: "NOTEBOOK" });
    assert.match(text, /Standardizing: 60\/60 clips/);
    assert.match(text, /1024 values a frame/);
    assert.match(text, /^mlp {7}mean\+max {2}\d\.\d{3}/m);
    assert.match(text, /Figure: Loss over learning rate/);
    assert.match(text, /Out-of-fold: \*\*F1 \d/);
  },
);
