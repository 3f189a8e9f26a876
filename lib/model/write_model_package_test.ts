import assert from "node:assert/strict";
import { join } from "node:path";
import { sha256 } from "../storage/sha256.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { PYTHON_PACKAGES } from "./mlflow_files.ts";
import { oneClassHead, smallDataset, smallHead, tinyBackbone } from "./test_parts.ts";
import { writeModelPackage } from "./write_model_package.ts";

const parts = (head = smallHead()) => ({
  name: "three sounds",
  backbone: tinyBackbone(),
  head,
  dataset: smallDataset(),
});

const namesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
const read = (folder: string, file: string) => Deno.readTextFile(join(folder, file));

Deno.test("writeModelPackage() writes an MLflow model folder and returns the digest of its model", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "out/model");
  const digest = await writeModelPackage(folder, parts());
  assert.deepEqual(namesIn(folder), [
    "ATTRIBUTION.txt",
    "MLmodel",
    "README.md",
    "conda.yaml",
    "input_example.json",
    "labels.json",
    "model.onnx",
    "python_env.yaml",
    "requirements.txt",
    "serving_input_example.json",
    "training_hashes.json",
  ]);
  assert.equal(digest, sha256(await Deno.readFile(join(folder, "model.onnx"))));
  assert.deepEqual(JSON.parse(await read(folder, "labels.json")), smallHead().labels);
  const hashes = JSON.parse(await read(folder, "training_hashes.json"));
  assert.deepEqual(hashes, smallDataset().samples.map((s) => s.sourceSha256).sort());
});

Deno.test("writeModelPackage() gives the same model.onnx for the same parts", async () => {
  const parent = await makeTempDir();
  const first = await writeModelPackage(join(parent, "a"), parts());
  assert.equal(await writeModelPackage(join(parent, "b"), parts()), first);
});

Deno.test("writeModelPackage() tells in the card what was measured, on what, and whose work it is", async () => {
  const folder = join(await makeTempDir(), "model");
  await writeModelPackage(folder, {
    ...parts(),
    quality: {
      method: "Cross-validated over 4 folds.",
      figures: [{ name: "Accuracy", value: 0.9812, interval: [0.9597, 0.9914] }],
    },
  });
  const card = await read(folder, "README.md");
  for (
    const wanted of [
      "dog, rain, sea waves",
      "| Backbone | tiny (float32): Three statistics of the waveform. |",
      smallDataset().dataHash,
      "Cross-validated over 4 folds.",
      "| Accuracy | 0.9812 | 0.9597 to 0.9914 |",
      "- Backbone: tiny, licence: Apache-2.0.",
      "- Training data: three-sounds, 2 clips, licence: CC-BY-3.0, by those named in ATTRIBUTION.txt.",
      "- Training data: three-sounds, 1 clip, licence: not known.",
    ]
  ) assert.ok(card.includes(wanted), `wanted ${wanted} in:\n${card}`);
  assert.equal(
    await read(folder, "ATTRIBUTION.txt"),
    "Recordist 0 (CC-BY-3.0)\nRecordist 1 (CC-BY-3.0)\n",
  );
});

Deno.test("writeModelPackage() warns in the card of figures where each file counts as a recording", async () => {
  const folder = join(await makeTempDir(), "model");
  const quality = { method: "Measured.", figures: [] };
  await writeModelPackage(folder, { ...parts(), quality });
  const warning = /Measured\. Each file counts as a recording of its own: if several were cut from/;
  assert.match(await read(folder, "README.md"), warning);
  const dataset = smallDataset();
  const samples = dataset.samples.map((sample) => ({ ...sample, recording: "one take" }));
  await writeModelPackage(folder, { ...parts(), quality, dataset: { ...dataset, samples } });
  assert.doesNotMatch(await read(folder, "README.md"), /Each file counts/);
});

Deno.test("writeModelPackage() says in the card what a class was trained against", async () => {
  const folder = join(await makeTempDir(), "model");
  const head = oneClassHead("dog");
  await writeModelPackage(folder, parts(head));
  assert.match(
    await read(folder, "README.md"),
    /Trained against rain, sea waves only: quiet and unknown sounds may be taken for dog\. Give it silence/,
  );
  await writeModelPackage(folder, parts());
  assert.doesNotMatch(await read(folder, "README.md"), /Trained against/);
});

Deno.test("writeModelPackage() says so in the card where nothing was measured", async () => {
  const folder = join(await makeTempDir(), "model");
  await writeModelPackage(folder, parts());
  assert.match(await read(folder, "README.md"), /## How good it is\n\nNot measured\./);
});

Deno.test("writeModelPackage() writes further files with the package", async () => {
  const folder = join(await makeTempDir(), "model");
  await writeModelPackage(folder, {
    ...parts(),
    extraFiles: { "out_of_fold/report.html": "<p>" },
  });
  assert.equal(await read(folder, "out_of_fold/report.html"), "<p>");
});

Deno.test("writeModelPackage() replaces an older package, and nothing else", async () => {
  const parent = await makeTempDir();
  const folder = join(parent, "model");
  await writeModelPackage(folder, { ...parts(), extraFiles: { "old.txt": "" } });
  await writeModelPackage(folder, parts());
  assert.ok(!namesIn(folder).includes("old.txt"));
  await Deno.mkdir(join(parent, "thesis"));
  await Deno.writeTextFile(join(parent, "thesis/chapter.txt"), "");
  await assert.rejects(writeModelPackage(join(parent, "thesis"), parts()), {
    message: /thesis: the folder exists and holds something else \(chapter\.txt\)/,
  });
  await Deno.mkdir(join(parent, "other"));
  await Deno.writeTextFile(join(parent, "other/MLmodel"), "flavors: {sklearn: {}}");
  await assert.rejects(writeModelPackage(join(parent, "other"), parts()), {
    message: /other: the folder exists and holds something else \(MLmodel\)/,
  });
  assert.deepEqual(namesIn(parent), ["model", "other", "thesis"]);
});

Deno.test("writeModelPackage() leaves nothing behind when the parts do not fit", async () => {
  const parent = await makeTempDir();
  const head = smallHead({ embeddingSize: 1024 });
  await assert.rejects(writeModelPackage(join(parent, "model"), parts(head)), RangeError);
  assert.deepEqual(namesIn(parent), []);
});

Deno.test("mlflowFiles() pins the packages with which the peer tests load models", async () => {
  const tested = await read(import.meta.dirname ?? "", "../python/requirements.txt");
  const versions = Object.fromEntries(tested.split("\n").map((line) => line.split("==")));
  assert.deepEqual({ ...PYTHON_PACKAGES }, {
    mlflow: versions["mlflow-skinny"],
    onnx: versions["onnx"],
    onnxruntime: versions["onnxruntime"],
  });
});
