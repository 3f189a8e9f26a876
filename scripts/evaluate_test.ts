import assert from "node:assert/strict";
import { join } from "node:path";
import { defineAssetTest } from "../lib/storage/test_assets.ts";
import { runTask, type TaskResult } from "./test_task.ts";
import { type Folder, makeFolder } from "./two_sounds_test_data.ts";

const seen = await makeFolder(1);
const unseen = await makeFolder(2);

const trained = await runTask("train", [
  ...["--dataset", seen.clips, "--out", seen.out, "--tracking-uri", seen.runs],
  ...["--backbone", "logmel"],
], { YAMNET_KIT_CACHE: seen.cache });
assert.equal(trained.code, 0, trained.err);

function evaluate(
  { clips, runs }: Folder,
  args: readonly string[] = ["--model", seen.out],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  const out = join(runs, "..", "evaluation");
  return runTask(
    "evaluate",
    ["--dataset", clips, "--out", out, "--tracking-uri", runs, "--json", ...args],
    env,
  );
}

/** The same without --json. */
async function evaluateAsText({ clips, runs }: Folder, ...args: string[]): Promise<string> {
  const out = join(runs, "..", "evaluation");
  const flags = ["--dataset", clips, "--out", out, "--tracking-uri", runs, "--model", seen.out];
  const result = await runTask("evaluate", [...flags, ...args]);
  assert.equal(result.code, 0, result.err);
  return result.out;
}

Deno.test("evaluate gives unseen clips the plain names, and writes a report", async () => {
  const { code, out, err } = await evaluate(unseen);
  assert.equal(code, 0, err);
  assert.match(err, /^Run: .*runs/m);
  const metrics = JSON.parse(out);
  assert.equal(metrics.count, 12);
  assert.equal(metrics.accuracy, 1);
  assert.ok(metrics.accuracy_ci_low < 1);
  assert.equal("seen_count" in metrics, false);
  const folder = join(unseen.runs, "..", "evaluation");
  const report = await Deno.readTextFile(join(folder, "report.html"));
  assert.match(report, /Log-mel|log-mel/);
  assert.doesNotMatch(report, /<dt>Seed</);
  assert.equal(JSON.parse(await Deno.readTextFile(join(folder, "predictions.json"))).length, 12);
});

Deno.test("evaluate scores the clips that a model was trained on apart, and says so", async () => {
  const { code, out, err } = await evaluate(seen);
  assert.equal(code, 0, err);
  assert.match(
    err,
    /All 12 clips were seen in training: their figures say nothing about new sounds/,
  );
  const metrics = JSON.parse(out);
  assert.equal(metrics.count, 0);
  assert.equal("accuracy" in metrics, false);
  assert.equal(metrics.seen_count, 12);
});

Deno.test("evaluate parts a dataset of seen and unseen clips by their audio, whatever their names", async () => {
  const mixed = await makeFolder(3);
  await Deno.copyFile(join(seen.clips, "hiss/0.wav"), join(mixed.clips, "hiss/copy.wav"));
  const { out, err } = await evaluate(mixed);
  assert.match(err, /1 of 13 clips were seen in training/);
  const { count, seen_count } = JSON.parse(out);
  assert.deepEqual({ count, seen_count }, { count: 12, seen_count: 1 });
});

Deno.test("evaluate says that a bare .onnx file does not know what it was trained on", async () => {
  const { code, err } = await evaluate(seen, ["--model", join(seen.out, "model.onnx")]);
  assert.equal(code, 0, err);
  assert.match(err, /does not know what it was trained on/);
});

Deno.test("evaluate sums up in a table of the classes and a line, seen clips apart", async () => {
  const mixed = await makeFolder(3);
  await Deno.copyFile(join(seen.clips, "hiss/0.wav"), join(mixed.clips, "hiss/copy.wav"));
  const lines = (await evaluateAsText(mixed)).trimEnd().split("\n");
  assert.match(lines[0] ?? "", /^class +clips +precision +recall +F1$/);
  assert.match(lines[2] ?? "", /^beep +6 +1\.000 +1\.000 +1\.000$/);
  assert.deepEqual(lines.slice(4, 7), [
    "",
    "clips, on the dataset clips",
    "Backbone logmel (float32)",
  ]);
  assert.match(lines[7] ?? "", /^Clips not seen in training: accuracy 100\.0 % \(.*\), 12 clips$/);
  assert.match(lines[8] ?? "", /^Clips seen in training: accuracy 100\.0 % \(.*\), 1 clip$/);
  assert.equal(lines.length, 9);
});

Deno.test("evaluate sums up the replaced system's mode in its five figures", async () => {
  const out = await evaluateAsText(unseen, "--class-filter", "beep", "--top-n", "1");
  assert.deepEqual(out.match(/^\w+(?= +[\d.]+$)/gm), [
    "accuracy",
    "precision",
    "recall",
    "f1",
    "elapsed_sec",
  ]);
  assert.match(out, /^Any of "beep" among the best 1 classes of clips, on the dataset clips$/m);
});

Deno.test("evaluate writes over an evaluation, and over nothing else", async () => {
  const folder = await makeFolder(5);
  const out = join(folder.runs, "..", "evaluation");
  for (let time = 0; time < 2; time++) await evaluateAsText(folder);
  await Deno.remove(folder.runs, { recursive: true });
  await Deno.writeTextFile(join(out, "thesis.txt"), "");
  const holdsMore = await evaluate(folder);
  assert.equal(holdsMore.code, 1);
  assert.match(holdsMore.err, /^Error: .*evaluation: the folder exists and holds something else/);
  const file = await evaluate(folder, ["--model", seen.out, "--out", join(out, "thesis.txt")]);
  assert.equal(file.code, 1);
  assert.match(
    file.err,
    /^Error: Cannot write to .*thesis.txt: wanted a folder or nothing there$/m,
  );
  assert.deepEqual([...Deno.readDirSync(out)].length, 4);
  await assert.rejects(Deno.stat(folder.runs), Deno.errors.NotFound);
});

Deno.test("evaluate --target sets one class against the rest", async () => {
  const { out } = await evaluate(unseen, ["--model", seen.out, "--target", "beep"]);
  const { count, f1 } = JSON.parse(out);
  assert.deepEqual({ count, f1 }, { count: 12, f1: 1 });
});

Deno.test("evaluate in the replaced system's mode logs its metrics", async () => {
  const { out, err } = await evaluate(unseen, ["--model", seen.out], {
    CLASS_FILTER: "BEEP",
    TOP_N: "1",
    EXP_NAME: "old-name",
  });
  assert.notEqual(out, "", err);
  const metrics = JSON.parse(out);
  for (const name of ["accuracy", "precision", "recall", "f1"]) assert.equal(metrics[name], 1);
  assert.equal(metrics.count, 12);
  assert.ok(metrics.elapsed_sec > 0);
});

Deno.test("evaluate refuses a label that the model does not have, and a filter that matches nothing", async () => {
  const other = await makeFolder(4);
  await Deno.rename(join(other.clips, "hiss"), join(other.clips, "wind"));
  const label = await evaluate(other);
  assert.equal(label.code, 1);
  assert.match(label.err, /its label "wind" is not one of the model's: beep, hiss/);
  const filter = await evaluate(unseen, ["--model", seen.out, "--class-filter", "horse"]);
  assert.equal(filter.code, 1);
  assert.match(filter.err, /Cannot filter by "horse": none of the 2 classes has such a name/);
});

Deno.test("evaluate ends wrong usage with 2", async () => {
  for (
    const [args, message] of [
      [[], /Wanted --model or --backbone; got neither/],
      [["--model", seen.out, "--backbone", "logmel"], /Wanted --model or --backbone; got both/],
      [["--model", seen.out, "--top-n", "0"], /--top-n: wanted a whole number from 1; got "0"/],
    ] as const
  ) {
    const { code, err } = await evaluate(unseen, args);
    assert.equal(code, 2, err);
    assert.match(err, message);
  }
});

defineAssetTest(
  "evaluate finds the dog in all 15 clips of the replaced system, as they are",
  ["real_audio_dataset"],
  async ([dataset = ""]) => {
    const folder = { ...unseen, clips: dataset };
    const { code, out, err } = await evaluate(folder, ["--backbone", "yamnet"], {
      CLASS_FILTER: "dog",
      TOP_N: "5",
    });
    assert.equal(code, 0, err);
    const { count, recall } = JSON.parse(out);
    assert.deepEqual({ count, recall }, { count: 15, recall: 1 });
  },
);
