import assert from "node:assert/strict";
import { parquetReadObjects } from "hyparquet";
import { parse } from "csv-parse/sync";
import { DiskLog } from "../dataset/creation/disk_log.ts";
import { filesIn, makeFolder, tone } from "../dataset/test_clips.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { listInputs } from "./list_inputs.ts";
import { predictFiles } from "./predict_files.ts";
import { predictToFile } from "./predict_to_file.ts";
import type { Predictor } from "./predictor.ts";
import { failing, openTestPredictor } from "./test_predictor.ts";

const WANTED = { topN: 2, frames: true };
/** One has a name with what ends a line in some languages. */
const TEN = Object.fromEntries(
  Array.from({ length: 10 }, (_, index) => [
    index === 1 ? "1\u2028.wav" : `${index}.wav`,
    tone(100 * (index + 1)),
  ]),
);

Deno.test("predictToFile() gives the same in each form as predictFiles()", async () => {
  using test = await openTestPredictor();
  const inputs = await listInputs([await makeFolder(TEN)]);
  const out = await makeTempDir();
  const wanted = await predictFiles(test.predictor, inputs, WANTED);
  for (const form of ["jsonl", "csv", "parquet"] as const) {
    const kept = await predictToFile(test.predictor, inputs, `${out}/said.${form}`, {
      ...WANTED,
      form,
    });
    assert.equal(kept, 10);
  }
  const lines = (await Deno.readTextFile(`${out}/said.jsonl`)).trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => JSON.parse(line)), wanted);

  const { buffer } = await Deno.readFile(`${out}/said.parquet`);
  const rows = await parquetReadObjects({ file: buffer });
  const ofClips = rows.filter(({ startMs }) => startMs === null);
  assert.deepEqual(
    ofClips.map(({ file, rank, label, score }) => ({ file, rank, label, score })),
    wanted.flatMap(({ file, top }) =>
      top.map(({ label, score }, index) => ({ file, rank: index + 1, label, score }))
    ),
  );
  const ofFrames = rows.filter(({ startMs }) => startMs !== null);
  assert.equal(ofFrames.length, 2 * wanted.flatMap(({ frames }) => frames).length);

  const records: Record<string, string>[] = parse(await Deno.readTextFile(`${out}/said.csv`), {
    columns: true,
  });
  assert.deepEqual(records.map(({ label }) => label), rows.map(({ label }) => label));
  assert.deepEqual(records.map(({ score }) => Number(score)), rows.map(({ score }) => score));
  assert.deepEqual(await filesIn(out), ["said.csv", "said.jsonl", "said.parquet"]);
});

Deno.test("predictToFile() leaves out what was not asked for", async () => {
  using test = await openTestPredictor();
  const inputs = await listInputs([await makeFolder({ "a.wav": tone(100) })]);
  const out = `${await makeTempDir()}/said.csv`;
  await predictToFile(test.predictor, inputs, out, { topN: 1, frames: false, form: "csv" });
  const [header, ...rows] = (await Deno.readTextFile(out)).trimEnd().split("\n");
  assert.equal(header, "file,durationSeconds,rank,label,score");
  assert.equal(rows.length, 1);
});

Deno.test("predictToFile() writes a file without predictions where there is nothing to predict, as in a pod too many", async () => {
  using test = await openTestPredictor();
  const folder = await makeTempDir();
  const options = { topN: 1, frames: false };
  for (const form of ["jsonl", "csv", "parquet"] as const) {
    const kept = await predictToFile(test.predictor, [], `${folder}/said.${form}`, {
      ...options,
      form,
    });
    assert.equal(kept, 0);
  }
  assert.equal(await Deno.readTextFile(`${folder}/said.jsonl`), "");
  const header = "file,durationSeconds,rank,label,score\n";
  assert.equal(await Deno.readTextFile(`${folder}/said.csv`), header);
  const { buffer } = await Deno.readFile(`${folder}/said.parquet`);
  assert.deepEqual(await parquetReadObjects({ file: buffer }), []);
  assert.deepEqual(await predictFiles(test.predictor, [], options), []);
});

for (const form of ["jsonl", "csv", "parquet"] as const) {
  Deno.test(`predictToFile() goes on where it was cut off, to the same ${form}`, async () => {
    using test = await openTestPredictor();
    const inputs = await listInputs([await makeFolder({ ...TEN, "4.wav": "no audio" })]);
    const folder = await makeTempDir();
    const bad: string[] = [];
    const options = { ...WANTED, form, onBadFile: (message: string) => bad.push(message) };
    await predictToFile(test.predictor, inputs, `${folder}/undisturbed`, options);
    const undisturbed = await Deno.readFile(`${folder}/undisturbed`);
    for (const file of [3, 4]) {
      const cut = predictToFile(failing(test.predictor, file), inputs, `${folder}/said`, options);
      await assert.rejects(cut, /switched off/);
    }
    const names = await filesIn(folder);
    assert.ok(!names.includes("said"), names.join());
    const journal = `${folder}/${names.find((name) => name.endsWith(".partial"))}`;
    await Deno.writeTextFile(journal, '{"prediction":{"fi', { append: true }); // a line that was cut off

    test.asked.length = 0;
    bad.length = 0;
    const told: number[] = [];
    const onProgress = (done: number) => told.push(done);
    await predictToFile(test.predictor, inputs, `${folder}/said`, { ...options, onProgress });
    assert.equal(test.asked.length, 10 - 5);
    assert.deepEqual(told, [5, 6, 7, 8, 9, 10]);
    assert.equal(bad.length, 1);
    assert.deepEqual(await Deno.readFile(`${folder}/said`), undisturbed);
    assert.deepEqual(await filesIn(folder), ["said", "undisturbed"]);
  });
}

Deno.test("predictToFile() starts anew where the model or an input has changed", async () => {
  using test = await openTestPredictor();
  const folder = await makeFolder(TEN);
  const out = await makeTempDir();
  const said = `${out}/said.jsonl`;
  const options = { ...WANTED, form: "jsonl" } as const;
  const start = async (predictor: Predictor) =>
    await predictToFile(predictor, await listInputs([folder]), said, options);
  await assert.rejects(start(failing(test.predictor, 6)), /switched off/);
  await Deno.writeFile(`${folder}/0.wav`, tone(4_000, 44_100));
  test.asked.length = 0;
  await assert.rejects(start(failing(test.predictor, 6)), /switched off/);
  assert.equal(test.asked[0], `${folder}/0.wav`);
  test.asked.length = 0;
  const model = { ...test.predictor.model, digest: "another" };
  await start({ ...test.predictor, model });
  assert.equal(test.asked.length, 10);
  assert.deepEqual(await filesIn(out), ["said.jsonl"]);
});

Deno.test("predictToFile() stops at a bad file without losing what came before, and at one that only others write", async () => {
  using test = await openTestPredictor();
  const inputs = await listInputs([await makeFolder({ ...TEN, "9.wav": "no audio" })]);
  const folder = await makeTempDir();
  const said = `${folder}/said.jsonl`;
  const options = { ...WANTED, form: "jsonl" } as const;
  const first = predictToFile(test.predictor, inputs, said, options);
  await assert.rejects(first, /9\.wav: Cannot decode/);
  const [journal = ""] = await filesIn(folder);
  {
    await using _held = await DiskLog.open(`${folder}/${journal}`);
    const second = predictToFile(test.predictor, inputs, said, options);
    await assert.rejects(second, /another process is writing it/);
  }
  test.asked.length = 0;
  await predictToFile(test.predictor, inputs, said, { ...options, onBadFile: () => {} });
  assert.deepEqual(test.asked.map((file) => file.at(-5)), ["9"]);
});
