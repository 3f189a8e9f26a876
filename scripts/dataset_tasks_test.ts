import assert from "node:assert/strict";
import { join } from "node:path";
import {
  makeStoredDataset,
  type SampleFacts,
} from "../lib/dataset/stored/stored_dataset_test_data.ts";
import { readStoredDataset } from "../lib/dataset/stored/stored_dataset.ts";
import { filesIn, makeFolder } from "../lib/dataset/test_clips.ts";
import { runTask } from "./test_task.ts";

/** Twelve clips of each of two classes, long enough to be nothing that a check finds. */
const CLIPS: Record<string, SampleFacts> = Object.fromEntries(
  Array.from({ length: 24 }, (_, i) => [`${i % 2 ? "dog" : "rain"}/${i}`, {}]),
);

/** The clips of tests are a tenth of a second: that is found, and nothing else. */
const TOO_SHORT = ["too-short"];

const kindsOf = (json: string) =>
  JSON.parse(json).findings.map(({ kind }: { kind: string }) => kind);

Deno.test("dataset:info prints the same for the same clips in another place and order", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const other = await makeStoredDataset(CLIPS);
  const manifest = join(other, "manifest.json");
  const { samples } = JSON.parse(await Deno.readTextFile(manifest));
  const reversed = { dataset_info: { name: "other" }, samples: samples.toReversed() };
  await Deno.writeTextFile(manifest, JSON.stringify(reversed));
  const [one, two, three, json] = await Promise.all([
    runTask("dataset:info", [folder]),
    runTask("dataset:info", [join(folder, "manifest.parquet")]),
    runTask("dataset:info", [], { MANIFEST_JSON: other }),
    runTask("dataset:info", [folder, "--json"]),
  ]);
  assert.equal(one.code, 0, one.err);
  assert.match(one.out, /^clips {12}24 of 24 recordings\nclasses {10}2\n/);
  assert.equal(two.out, one.out);
  assert.equal(three.out, one.out);
  assert.match(three.err, /^Dataset: other \(/);
  assert.equal(JSON.parse(json.out).clips, 24);
});

Deno.test("dataset:validate ends with 0 where all is whole, with --strict only where nothing is found", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const report = join(folder, "../report");
  const [plain, strict] = await Promise.all([
    runTask("dataset:validate", [folder, "--report", report, "--near-duplicates", "logmel"]),
    runTask("dataset:validate", [folder, "--strict", "--json"]),
  ]);
  assert.equal(plain.code, 0, plain.err);
  assert.match(plain.out, /^Whole: 24 clips, data hash \w{64}\n/);
  assert.match(plain.out, /warning {2}too-short/);
  assert.deepEqual(await filesIn(report), ["report.html", "report.json"]);
  assert.equal(strict.code, 1);
  assert.match(strict.err, /Error: 1 finding, and --strict\n$/);
  assert.deepEqual(kindsOf(strict.out), TOO_SHORT);
});

Deno.test("dataset:validate names the damaged file and ends with 1", async () => {
  const folder = await makeStoredDataset(CLIPS);
  await Deno.writeTextFile(join(folder, "audio/dog/3.wav"), "damaged");
  await Deno.writeTextFile(join(folder, "audio/left.wav"), "");
  const { code, out, err } = await runTask("dataset:validate", [folder]);
  assert.equal(code, 1);
  assert.match(out, /\naudio\/dog\/3.wav {2}wanted the file with sha256/);
  assert.match(out, /Files that no manifest names: 1 \(audio\/left.wav\)/);
  assert.match(out, /error {4}unreadable/);
  assert.match(err, /is not whole: 1 file not as the manifest says\n$/);
});

Deno.test("dataset:split divides in place and into a copy; dataset:diff tells what that changed", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const out = join(await makeFolder({}), "out");
  const copied = await runTask("dataset:split", [
    folder,
    ...["--out", out, "--splits", "50/25/25", "--folds", "3", "--seed", "5"],
  ]);
  assert.equal(copied.code, 0, copied.err);
  assert.match(copied.out, /splits {11}test: 6, train: 12, validation: 6\n/);
  assert.match(copied.out, /folds {12}fold 1: 6, fold 2: 6, fold 3: 6, none: 6\n/);
  const [same, changed] = await Promise.all([
    runTask("dataset:diff", [folder, join(folder, "manifest.csv")]),
    runTask("dataset:diff", [folder, out, "--json"]),
  ]);
  assert.deepEqual([same.code, same.out], [0, "The datasets are the same, clip by clip.\n"]);
  assert.equal(changed.code, 1);
  const diff = JSON.parse(changed.out);
  assert.deepEqual([diff.isSame, diff.placeChanged.length, diff.added], [false, 24, []]);

  const inPlace = { DATASET_SPLITS: "50/25/25", DATASET_FOLDS: "3", SEED: "5" };
  await Deno.writeTextFile(join(folder, "report.html"), "");
  const here = await runTask("dataset:split", ["--dataset", folder], inPlace);
  assert.equal(here.out, copied.out, here.err);
  assert.match(here.err, /report.html tells of the division before/);
  assert.doesNotMatch(copied.err, /report.html/);
  const places = async (uri: string) =>
    (await readStoredDataset(uri)).clips.map(({ fold, split }) => ({ fold, split }));
  assert.deepEqual(await places(folder), await places(out));
});

Deno.test("dataset's tasks refuse wrong words with exit code 2, and what is not there with 1", async () => {
  const folder = await makeStoredDataset({ "dog/a": {}, "dog/b": {} });
  const cases: [task: string, args: string[], code: number, message: RegExp][] = [
    ["info", [], 2, /Wanted a dataset; nothing was given/],
    ["info", ["a", "b"], 2, /Wanted a dataset; got 2: a, b/],
    ["info", ["nothing"], 1, /Error: Cannot read the dataset nothing: there is no such file/],
    ["diff", ["a"], 2, /Wanted two datasets; got 1/],
    ["split", ["--dataset", folder], 2, /Wanted --splits, --folds or both/],
    ["split", ["--dataset", folder, "--splits", "80"], 2, /--splits: wanted train\/test or/],
    ["split", ["--dataset", folder, "--folds", "3"], 1, /Cannot make 3 folds of 2 recordings/],
    ["validate", ["s3://"], 1, /Cannot use/],
  ];
  await Promise.all(cases.map(async ([task, args, code, message]) => {
    const result = await runTask(`dataset:${task}`, args);
    assert.match(result.err, message);
    assert.equal(result.code, code, result.err);
    assert.equal(result.out, "");
  }));
});
