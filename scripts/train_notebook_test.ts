import assert from "node:assert/strict";
import { join } from "node:path";
import { createDataset } from "../lib/dataset/create_dataset.ts";
import { generateClips } from "../lib/dataset/generated/generate_clips.ts";
import { definePeerTest } from "../lib/python/test_peer.ts";
import { sha256 } from "../lib/storage/sha256.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { textOfRun } from "./notebook_test_tools.ts";
import { runTask } from "./test_task.ts";

definePeerTest(
  "02_train.ipynb runs with nothing at hand, says so, and makes the model that train makes",
  [],
  async () => {
    const folder = await makeTempDir();
    const dataset = join(folder, "dataset");
    await createDataset(generateClips(), dataset, { limit: 4 });
    const env = {
      MANIFEST_JSON: dataset,
      YAMNET_KIT_CACHE: join(folder, "cache"),
      YAMNET_KIT_ASSETS: "",
    };
    const text = await textOfRun("02_train.ipynb", { ...env, MODEL_OUT: join(folder, "notebook") });
    assert.match(text, /YAMNet's weights are not on this machine: this is the log-mel baseline/);
    assert.match(text, /Figure: Learning curves\n {2}fold 1, \d+ points/);
    assert.match(text, /Out-of-fold accuracy \*\*\d/);

    const { code, err } = await runTask("train", [
      ...["--dataset", dataset, "--out", join(folder, "script"), "--backbone", "logmel"],
      ...["--tracking-uri", join(folder, "mlruns")],
    ], env);
    assert.equal(code, 0, err);
    const digest = async (name: string) =>
      sha256(await Deno.readFile(join(folder, name, "model.onnx")));
    assert.equal(await digest("notebook"), await digest("script"));
    assert.ok(text.includes(await digest("script")));
    const metrics = (name: string) =>
      Deno.readTextFile(join(folder, name, "out_of_fold/metrics.json"));
    assert.equal(await metrics("notebook"), await metrics("script"));
  },
);

definePeerTest(
  "02_train.ipynb uses ESC-10 and YAMNet where they were brought along",
  ["ESC-10-folds-1-4.zip", "lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const folder = await makeTempDir();
    const text = await textOfRun("02_train.ipynb", {
      DATASET_OUT: join(folder, "dataset"),
      DATASET_LIMIT: "4",
      MODEL_OUT: join(folder, "model"),
    });
    assert.match(text, /Standardizing: 40\/40 clips/);
    assert.match(text, /1024 values a frame/);
    assert.match(text, /Figure: Confusion matrix/);
  },
);
