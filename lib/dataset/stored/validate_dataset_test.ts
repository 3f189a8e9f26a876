import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { tone } from "../test_clips.ts";
import { readStoredDataset } from "./stored_dataset.ts";
import { makeStoredDataset } from "./stored_dataset_test_data.ts";
import { validateDataset } from "./validate_dataset.ts";

const CLIPS = { "dog/a": {}, "dog/b": {}, "rain/a": { fold: 2, licence: "CC0-1.0" } };

const problemsIn = async (folder: string) =>
  (await validateDataset(await readStoredDataset(folder))).problems;

Deno.test("validateDataset() finds a whole dataset whole, and tells how loud its clips are", async () => {
  const told: number[] = [];
  const dataset = await readStoredDataset(await makeStoredDataset(CLIPS));
  const validation = await validateDataset(dataset, (done) => told.push(done));
  assert.deepEqual([validation.problems, validation.strays], [[], []]);
  const inspection = validation.inspections.get("dog/a");
  assert.ok(inspection && "levels" in inspection);
  assert.ok(Math.abs(inspection.levels.peak - 0.5) < 0.001);
  assert.deepEqual(told, [1, 2, 3]);
});

Deno.test("validateDataset() names each file that is missing, changed or no such audio", async () => {
  const folder = await makeStoredDataset({
    ...CLIPS,
    "dog/rate": { wav: tone(300, 8000) },
    "dog/length": { duration: 7 },
    "dog/cut": {},
  });
  await Deno.remove(join(folder, "audio/dog/a.wav"));
  await Deno.writeFile(join(folder, "audio/dog/b.wav"), encodeWav16(new Float32Array(9), 16_000));
  const problems = await problemsIn(folder);
  const textOf = (name: string) => problems.find(({ file }) => file.includes(name))?.problem ?? "";
  assert.equal(problems.length, 4);
  assert.equal(textOf("dog/a.wav"), "there is no such file");
  assert.match(textOf("dog/b.wav"), /^wanted the file with sha256 \w{64}, got \w{64}$/);
  assert.match(textOf("rate"), /^wanted 16000 Hz, 1 channels, PCM_16, got 8000 Hz,/);
  assert.match(textOf("length"), /^wanted 7 s, got 0.1 s$/);
});

Deno.test("validateDataset() names a path that leads out of the folder, and reads nothing there", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const manifest = join(folder, "manifest.json");
  const text = await Deno.readTextFile(manifest);
  await Deno.writeTextFile(manifest, text.replace("audio/dog/a.wav", "../../etc/passwd"));
  const [problem] = (await problemsIn(folder)).filter(({ file }) => file.includes("passwd"));
  assert.match(problem?.problem ?? "", /wanted a relative one that stays in its folder/);
});

Deno.test("validateDataset() names manifests that do not agree, and a data hash of other samples", async () => {
  const folder = await makeStoredDataset(CLIPS);
  const manifest = join(folder, "manifest.json");
  const text = await Deno.readTextFile(manifest);
  await Deno.writeTextFile(manifest, text.replace('"label": "rain"', '"label": "snow"'));
  const problems = await problemsIn(folder);
  assert.deepEqual(problems.map(({ file }) => file), [
    "manifest.json",
    "manifest.csv",
    "manifest.parquet",
  ]);
  assert.match(
    problems[0]?.problem ?? "",
    /^its data_hash says \w{64}, but its samples have \w{64}$/,
  );
  assert.equal(problems[1]?.problem, "it says something else of rain/a");
});

Deno.test("validateDataset() finds a dataset without manifest.json not whole, whichever form it is read by", async () => {
  const folder = await makeStoredDataset(CLIPS);
  await Deno.remove(join(folder, "manifest.parquet"));
  assert.deepEqual(await problemsIn(join(folder, "manifest.csv")), []);
  await Deno.remove(join(folder, "manifest.json"));
  const [problem, ...others] = await problemsIn(join(folder, "manifest.csv"));
  assert.equal(problem?.file, "manifest.json");
  assert.match(problem?.problem ?? "", /it has no manifest.json\. Make one with deno task dataset/);
  assert.deepEqual(others, []);
});

Deno.test("validateDataset() names stray files, but not journals and reports", async () => {
  const folder = await makeStoredDataset(CLIPS);
  for (const name of ["audio/dog/old.wav", "notes.txt", "report.html", ".journal"]) {
    await Deno.writeTextFile(join(folder, name), "");
  }
  const { problems, strays } = await validateDataset(await readStoredDataset(folder));
  assert.deepEqual([problems, strays], [[], ["audio/dog/old.wav", "notes.txt"]]);
});
