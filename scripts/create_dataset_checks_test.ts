import assert from "node:assert/strict";
import { join } from "node:path";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { validateDataset } from "../lib/dataset/stored/validate_dataset.ts";
import { filesIn, makeFolder, tone } from "../lib/dataset/test_clips.ts";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { runTask } from "./test_task.ts";

/** Twelve clips of each of two classes, one of them twice; all are too short. */
const sourceWithCopy = () =>
  makeFolder({
    ...Object.fromEntries(
      Array.from({ length: 24 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}.wav`, tone(100 + i)]),
    ),
    "rain/copy.wav": tone(101),
  });

const kindsOf = ({ findings }: { findings: { kind: string }[] }) =>
  findings.map(({ kind }) => kind);

Deno.test("dataset prints what checks find and writes it beside the manifest; --strict fails, and the dataset stays", async () => {
  const out = join(await makeFolder({}), "out");
  const source = await sourceWithCopy();
  const made = await runTask("dataset", ["--source", source, "--out", out]);
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /error {4}copies-labelled-differently .* dog\/1 = rain\/copy\n/);
  const report = JSON.parse(await Deno.readTextFile(join(out, "report.json")));
  assert.deepEqual(kindsOf(report), ["copies-labelled-differently", "too-short"]);

  const strict = await runTask("dataset", ["--source", source, "--out", out, "--json"], {
    DATASET_STRICT: "true",
    DATASET_NEAR_DUPLICATES: "logmel",
  });
  assert.equal(strict.code, 1);
  const kinds = [...kindsOf(report), "near-duplicates"];
  assert.deepEqual(kindsOf(JSON.parse(strict.out)).sort(), kinds.sort());
  assert.match(strict.err, /Error: 3 findings, and --strict; the dataset is made\n$/);
  const { problems, strays } = await validateDataset(await readStoredDataset(out));
  assert.deepEqual([problems, strays], [[], []]);
  assert.ok((await filesIn(out)).includes("report.html"));
});

Deno.test("dataset divides by recording, a copy on its original's side; made once more without, it is as before", async () => {
  const source = await sourceWithCopy();
  const [plain, divided] = await Promise.all([makeFolder({}), makeFolder({})]);
  const folds = ["--splits", "60/20/20", "--folds", "3", "--seed", "4", "--json"];
  const [before, after] = await Promise.all([
    runTask("dataset", ["--source", source, "--out", plain, "--json"]),
    runTask("dataset", ["--source", source, "--out", divided, ...folds]),
  ]);
  assert.equal(after.code, 0, after.err);
  assert.equal(JSON.parse(after.out).dataHash, JSON.parse(before.out).dataHash);
  const { clips } = await readStoredDataset(divided);
  const count = (name: string) => clips.filter(({ split }) => split === name).length;
  assert.deepEqual(["train", "validation", "test"].map(count), [15, 5, 5]);
  const place = (id: string) => clips.find((clip) => clip.id === id)?.split;
  assert.equal(place("rain/copy"), place("dog/1"));

  await runTask("dataset", ["--source", source, "--out", divided]);
  assert.equal(
    await Deno.readTextFile(join(divided, "manifest.csv")),
    await Deno.readTextFile(join(plain, "manifest.csv")),
  );
});

defineAssetTest(
  "dataset may do what looking for near-duplicates with YAMNet takes",
  ["lite-model_yamnet_classification_tflite_1.tflite"],
  async () => {
    const source = await makeFolder({ "dog/1.wav": tone(200), "rain/2.wav": tone(900) });
    const words = ["--source", source, "--out", join(source, ".out")];
    const { code, err } = await runTask("dataset", [...words, "--near-duplicates", "yamnet"]);
    assert.equal(code, 0, err);
    assert.match(err, /Embedding .* 2\/2 clips/);
  },
);
