import assert from "node:assert/strict";
import { join } from "node:path";
import { createDataset } from "../lib/dataset/create_dataset.ts";
import { generateClips } from "../lib/dataset/generated/generate_clips.ts";
import { definePythonTest } from "../lib/python/test_peer.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { textOfRun } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";

/** Enough of each class for a perceptron to be trained too. */
const CLIPS_PER_CLASS = 12;

/** What an evaluation left, but for the time that it took. */
async function resultsIn(folder: string): Promise<Record<string, string>> {
  const read = (name: string) => Deno.readTextFile(join(folder, name));
  const metrics = (await read("metrics.json")).replace(/"elapsed_sec": [\d.]+/, "");
  return {
    metrics,
    predictions: await read("predictions.json"),
    report: await read("report.html"),
  };
}

/** Runs the notebook and the script on one dataset and one model, and expects the same of both. */
async function assertSameReport(
  folder: string,
  model: string,
  env: Record<string, string>,
): Promise<string> {
  const text = await textOfRun("03_evaluate.ipynb", {
    ...env,
    MODELS_OUT: join(folder, "models"),
    EVALUATION_OUT: join(folder, "notebook"),
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
  });
  const { code, err } = await runTask("evaluate", [
    ...["--model", model, "--out", join(folder, "script")],
    ...["--tracking-uri", join(folder, "mlruns")],
  ], env);
  assert.equal(code, 0, err);
  assert.deepEqual(
    await resultsIn(join(folder, "notebook")),
    await resultsIn(join(folder, "script")),
  );
  return text;
}

/** On a machine that has neither recordings nor weights. */
async function runWithNothing(): Promise<void> {
  const folder = await makeTempDir();
  const dataset = join(folder, "dataset");
  await createDataset(generateClips(), dataset, { limit: CLIPS_PER_CLASS });
  const model = join(folder, "models/logistic");
  const text = await assertSameReport(folder, model, {
    MANIFEST_JSON: dataset,
    YAMNET_KIT_CACHE: join(folder, "cache"),
    YAMNET_KIT_ASSETS: "",
  });
  assert.match(text, /YAMNet's weights are not on this machine: this is the log-mel baseline/);
  assert.match(text, /90 of 120 clips were seen in training: they are scored apart/);
  assert.match(text, /generated clips-logistic: \*\*accuracy [\d.]+ % \(.*\), 30 clips\*\*/);
  for (
    const title of [
      ...["Confusion matrix", "ROC curves", "Precision over recall", "Calibration"],
      ...["Threshold for", "What was heard in", "Which seconds spoke for", "F1 of each class"],
    ]
  ) assert.ok(text.includes(`Figure: ${title}`), title);
  assert.match(text, /^generated clips-mlp +[\d.]+ % +\d+$/m);
  assert.match(text, /McNemar's exact test: p = [01]\.\d{3}/);
}

/** A model that is trained already, one class against the rest. */
async function runOnModel(): Promise<void> {
  const folder = await makeTempDir();
  const dataset = join(folder, "dataset");
  await createDataset(generateClips(), dataset, { limit: 4 });
  const model = join(folder, "mine");
  const env = { MANIFEST_JSON: dataset, YAMNET_KIT_CACHE: join(folder, "cache") };
  const { code, err } = await runTask("train", [
    ...["--out", model, "--backbone", "logmel", "--tracking-uri", join(folder, "mlruns")],
  ], env);
  assert.equal(code, 0, err);
  const text = await assertSameReport(folder, model, {
    ...env,
    MODEL_URI: model,
    MODEL_URI_B: model,
    TARGET: "siren",
    EXP_NAME: "notebook",
  });
  assert.match(text, /All 40 clips were seen in training: their figures say nothing/);
  assert.match(text, /Figure: Threshold for "siren" by what mistakes cost/);
  assert.match(text, /no clip that is new to both/);
  assert.match(text, /^Experiment +notebook$/m);
}

definePythonTest(
  "03_evaluate.ipynb runs with nothing at hand and on a model of yours, and gives the report that evaluate gives",
  [],
  async () => {
    await Promise.all([runWithNothing(), runOnModel()]); // most of their time they wait
  },
);

/** The recordings and weights that stand in for the generated clips and the baseline. */
async function runOnEsc10(): Promise<void> {
  const folder = await makeTempDir();
  const text = await textOfRun("03_evaluate.ipynb", {
    DATASET_OUT: join(folder, "dataset"),
    DATASET_LIMIT: "4",
    MODELS_OUT: join(folder, "models"),
    EVALUATION_OUT: join(folder, "evaluation"),
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
  });
  assert.match(text, /Standardizing: 40\/40 clips/);
  assert.match(text, /30 of 40 clips were seen in training/);
  assert.match(text, /ESC-10-logistic: \*\*accuracy [\d.]+ % \(.*\), 10 clips/);
  assert.doesNotMatch(text, /log-mel baseline/);
}

/** The replaced system's question, to YAMNet without any training. */
async function runClassFilter(dataset: string): Promise<void> {
  const folder = await makeTempDir();
  const text = await textOfRun("03_evaluate.ipynb", {
    MANIFEST_JSON: dataset,
    BACKBONE: "yamnet",
    CLASS_FILTER: "dog",
    TOP_N: "5",
    EVALUATION_OUT: join(folder, "evaluation"),
    MLFLOW_TRACKING_URI: join(folder, "mlruns"),
  });
  assert.match(text, /Any of "dog" among the best 5 classes of yamnet: \*\*F1 1\.000/);
}

definePythonTest(
  "03_evaluate.ipynb uses ESC-10 and YAMNet where they were brought along, and finds the dog in the replaced system's clips, as its script did",
  [
    "ESC-10-folds-1-4.zip",
    "lite-model_yamnet_classification_tflite_1.tflite",
    "real_audio_dataset",
  ],
  async ([, , dataset = ""]) => {
    await Promise.all([runOnEsc10(), runClassFilter(dataset)]);
  },
);
