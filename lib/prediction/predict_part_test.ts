import assert from "node:assert/strict";
import { shardName } from "../dataset/creation/shard.ts";
import { filesIn, makeFolder, tone } from "../dataset/test_clips.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { listInputs } from "./list_inputs.ts";
import { predictPart } from "./predict_part.ts";
import { predictToFile } from "./predict_to_file.ts";
import type { PredictionInput } from "./prediction_input.ts";
import { failing, openTestPredictor } from "./test_predictor.ts";

const WANTED = { topN: 2, frames: true, onBadFile: () => {} };

/** What comes of all of `makeInputs()`. */
const WHOLE = { kept: 7, waitingFor: [], isAmongOthers: false };

/** Seven sounds, and two files that are none. */
async function makeInputs(): Promise<PredictionInput[]> {
  const names = Array.from({ length: 7 }, (_, index) => `${index}.wav`);
  const clips = names.map((name, index) => [name, tone(100 * (index + 1))]);
  const files = { ...Object.fromEntries(clips), "2.txt.wav": "no audio", "8.wav": "no audio" };
  return await listInputs([await makeFolder(files)]);
}

for (const form of ["csv", "jsonl", "parquet"] as const) {
  Deno.test(`predictPart() in any order gives the ${form} of one machine, byte for byte`, async () => {
    using test = await openTestPredictor();
    const inputs = await makeInputs();
    const folder = await makeTempDir();
    await predictToFile(test.predictor, inputs, `${folder}/one`, { ...WANTED, form });
    test.asked.length = 0;
    const part = (index: number) =>
      predictPart(test.predictor, inputs, `${folder}/said`, {
        ...WANTED,
        form,
        shard: { index, count: 4 },
      });
    const waiting: string[][] = [];
    for (const index of [2, 0, 3]) {
      waiting.push((await part(index)).waitingFor.map(shardName));
      assert.ok(!(await filesIn(folder)).includes("said"));
    }
    assert.deepEqual(waiting, [["0-of-4", "1-of-4", "3-of-4"], ["1-of-4", "3-of-4"], ["1-of-4"]]);
    assert.deepEqual(await part(1), WHOLE);
    assert.equal(test.asked.length, inputs.length);
    assert.deepEqual(await Deno.readFile(`${folder}/said`), await Deno.readFile(`${folder}/one`));
    assert.deepEqual(await filesIn(folder), [".said.merged", "one", "said"]);
  });
}

Deno.test("predictPart() goes on where its part was cut off, and does not make what was merged again", async () => {
  using test = await openTestPredictor();
  const inputs = await makeInputs();
  const folder = await makeTempDir();
  const said = `${folder}/said.jsonl`;
  const part = (index: number, predictor = test.predictor) =>
    predictPart(predictor, inputs, said, { ...WANTED, form: "jsonl", shard: { index, count: 2 } });
  await assert.rejects(part(0, failing(test.predictor, 3)), /switched off/);
  test.asked.length = 0;
  assert.deepEqual(await part(0), {
    kept: 3,
    waitingFor: [{ index: 1, count: 2 }],
    isAmongOthers: false,
  });
  assert.equal(test.asked.length, 5 - 2);
  await part(1);
  const merged = await Deno.readTextFile(said);

  test.asked.length = 0;
  for (const index of [0, 1]) assert.deepEqual(await part(index), WHOLE);
  assert.deepEqual(test.asked, []);
  await Deno.writeTextFile(said, "another result\n");
  for (const index of [0, 1]) await part(index);
  assert.equal(test.asked.length, inputs.length, "what others have written was taken for its own");
  assert.equal(await Deno.readTextFile(said), merged);
});

Deno.test("predictPart() is harmless where all parts are the last, again and again", async () => {
  using test = await openTestPredictor();
  const inputs = await makeInputs();
  const folder = await makeTempDir();
  const options = { ...WANTED, form: "csv" } as const;
  await predictToFile(test.predictor, inputs, `${folder}/one.csv`, options);
  const one = await Deno.readTextFile(`${folder}/one.csv`);
  for (let round = 0; round < 8; round++) {
    const said = `${folder}/${round}.csv`;
    const done = await Promise.all(
      [0, 1, 2].map((index) =>
        predictPart(test.predictor, inputs, said, { ...options, shard: { index, count: 3 } })
      ),
    );
    assert.ok(done.some(({ waitingFor }) => waitingFor.length === 0), "nobody has merged");
    assert.equal(await Deno.readTextFile(said), one);
  }
  const left = (await filesIn(folder)).filter((name) => name.endsWith(".partial"));
  assert.deepEqual(left, []);
});

Deno.test("predictPart() tells that other parts are of other files, and does not merge them", async () => {
  using test = await openTestPredictor();
  const inputs = await makeInputs();
  const folder = await makeTempDir();
  const part = (index: number, some: readonly PredictionInput[], name = "said.csv") =>
    predictPart(test.predictor, some, `${folder}/${name}`, {
      ...WANTED,
      form: "csv",
      shard: { index, count: 2 },
    });
  await part(0, inputs.slice(1), "other.csv");
  assert.equal((await part(0, inputs)).isAmongOthers, false);
  const { waitingFor, isAmongOthers } = await part(1, inputs.slice(1));
  assert.deepEqual([waitingFor, isAmongOthers], [[{ index: 0, count: 2 }], true]);
  assert.deepEqual(await part(1, inputs), WHOLE);
});

Deno.test("predictPart() does not call a part done that another run has removed", async () => {
  using test = await openTestPredictor();
  const inputs = await makeInputs();
  const folder = await makeTempDir();
  const shard = { index: 1, count: 2 };
  const part = (onProgress: () => void) =>
    predictPart(test.predictor, inputs, `${folder}/said.csv`, {
      ...WANTED,
      form: "csv",
      shard,
      onProgress,
    });
  const removeAll = () => {
    for (const { name } of Deno.readDirSync(folder)) Deno.removeSync(`${folder}/${name}`);
  };
  await assert.rejects(part(removeAll), /another run that writes it has removed/);
  assert.deepEqual(await filesIn(folder), []);
  assert.deepEqual((await part(() => {})).waitingFor, [{ index: 0, count: 2 }]);
});

Deno.test("predictPart() has parts without inputs where there are more parts, and says if no file could be read", async () => {
  using test = await openTestPredictor();
  const folder = await makeTempDir();
  const inputs = await listInputs([await makeFolder({ "a.wav": "no audio" })]);
  const part = (index: number) =>
    predictPart(test.predictor, inputs, `${folder}/said.csv`, {
      ...WANTED,
      form: "csv",
      shard: { index, count: 3 },
    });
  assert.deepEqual((await part(1)).waitingFor, [{ index: 0, count: 3 }]);
  await assert.rejects(part(0), { message: "None of the files could be read" });
  assert.ok(!(await filesIn(folder)).includes("said.csv"));
});
