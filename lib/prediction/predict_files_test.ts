import assert from "node:assert/strict";
import { makeFolder, tone } from "../dataset/test_clips.ts";
import { listInputs } from "./list_inputs.ts";
import { predictEach } from "./predict_each.ts";
import { predictFiles } from "./predict_files.ts";
import type { PredictionInput } from "./prediction_input.ts";
import { openTestPredictor } from "./test_predictor.ts";

const WANTED = { topN: 1, frames: false };

Deno.test("predictFiles() stops at a file that cannot be read, or tells of it and goes on", async () => {
  const folder = await makeFolder({ "a.wav": tone(100), "b.wav": "no audio", "c.wav": tone(300) });
  const inputs = await listInputs([folder]);
  using test = await openTestPredictor();
  const { predictor } = test;
  await assert.rejects(predictFiles(predictor, inputs, WANTED), {
    name: "AudioFileError",
    message: /b\.wav: Cannot decode/,
  });
  const bad: string[] = [];
  const told: string[] = [];
  const predictions = await predictFiles(predictor, inputs, {
    ...WANTED,
    onBadFile: (message) => bad.push(message),
    onProgress: (done, total) => told.push(`${done}/${total}`),
  });
  assert.deepEqual(predictions.map(({ file }) => file), [`${folder}/a.wav`, `${folder}/c.wav`]);
  assert.equal(bad.length, 1);
  assert.match(bad[0] ?? "", /b\.wav: Cannot decode/);
  assert.deepEqual(told, ["1/3", "2/3", "3/3"]);
});

Deno.test("predictFiles() says so if no file could be read", async () => {
  using test = await openTestPredictor();
  const inputs = await listInputs([await makeFolder({ "a.wav": "no audio" })]);
  const options = { ...WANTED, onBadFile: () => {} };
  await assert.rejects(predictFiles(test.predictor, inputs, options), /None of the files/);
});

Deno.test("predictEach() names a file that came without a path, and gives frames only where they are wanted", async () => {
  using test = await openTestPredictor();
  const input = (name: string, bytes: Uint8Array<ArrayBuffer>): PredictionInput => ({
    name,
    version: "",
    load: () => Promise.resolve({ bytes }),
  });
  const inputs = [input("s3://b/a.wav", tone(100)), input("s3://b/b.wav", new Uint8Array(9))];
  const outcomes = await Array.fromAsync(predictEach(test.predictor, inputs, WANTED));
  const [first, second] = outcomes;
  assert.ok(first && "prediction" in first);
  assert.deepEqual(first.prediction.frames, []);
  assert.ok(second && "problem" in second);
  assert.match(second.problem, /^s3:\/\/b\/b\.wav: Cannot decode/);
  const wanted = { topN: 1, frames: true };
  const [framed] = await Array.fromAsync(predictEach(test.predictor, inputs, wanted));
  assert.ok(framed && "prediction" in framed);
  assert.ok(framed.prediction.frames.length > 0);
});

Deno.test("predictEach() reads only a few files ahead of the one that is waited for", async () => {
  using test = await openTestPredictor();
  let loaded = 0;
  const wav = tone(100);
  const inputs = Array.from({ length: 100 }, (_, index): PredictionInput => ({
    name: String(index),
    version: "",
    load: () => Promise.resolve({ bytes: wav, loaded: loaded++ }),
  }));
  for await (const _ of predictEach(test.predictor, inputs, WANTED)) {
    await new Promise((resolve) => setTimeout(resolve, 50)); // time enough for all of the others
    break;
  }
  assert.ok(loaded <= 5 * test.predictor.concurrency, `${loaded} loaded`);
});

Deno.test("predictEach() fails as a whole where the work does, not the file", async () => {
  using test = await openTestPredictor();
  const outage: PredictionInput = {
    name: "s3://b/a.wav",
    version: "",
    load: () => Promise.reject(new Error("the bucket does not answer")),
  };
  const outcomes = Array.fromAsync(predictEach(test.predictor, [outage], WANTED));
  await assert.rejects(outcomes, /the bucket does not answer/);
});
