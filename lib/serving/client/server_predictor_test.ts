import assert from "node:assert/strict";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { makeFolder } from "../../dataset/test_clips.ts";
import { openModel } from "../../model/open_model.ts";
import { noise } from "../../model/test_parts.ts";
import type { FilePrediction } from "../../model/file_prediction.ts";
import { listInputs } from "../../prediction/list_inputs.ts";
import { predictFiles } from "../../prediction/predict_files.ts";
import { predictToFile } from "../../prediction/predict_to_file.ts";
import { modelPredictor } from "../../prediction/predictor.ts";
import { ServingClient } from "./client.ts";
import { serverPredictor } from "./server_predictor.ts";
import { readMetric, slowPackage, startTestServer, testPackage } from "../tests/test_server.ts";

const WANTED = { topN: 3, frames: true };

/** Clips of several rates, widths and lengths, and a list with a part of one. */
async function clipsFolder(): Promise<string> {
  const stereo = encodeWav16(noise(30_000), 44_100);
  return await makeFolder({
    "a.wav": encodeWav16(noise(40_000), 16_000),
    "b.wav": stereo,
    "c.wav": encodeWav16(noise(500), 8_000),
    "list.csv": "path,start,end\na.wav,0.5,2\nb.wav,0.1,0.6\n",
  });
}

function assertClose(actual: FilePrediction[], wanted: FilePrediction[]): void {
  const withoutScores = (_key: string, value: unknown) => typeof value === "number" ? 0 : value;
  assert.equal(JSON.stringify(actual, withoutScores), JSON.stringify(wanted, withoutScores));
  const numbers = (value: unknown): number[] =>
    typeof value === "number"
      ? [value]
      : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbers)
      : [];
  const wantedNumbers = numbers(wanted);
  for (const [index, number] of numbers(actual).entries()) {
    assert.ok(Math.abs(number - (wantedNumbers[index] ?? NaN)) <= 1e-4, `${number}`);
  }
}

Deno.test("serverPredictor() gives the numbers that the model itself gives", async () => {
  const uri = await testPackage();
  const folder = await clipsFolder();
  const inputs = await listInputs([folder, `${folder}/list.csv`]);
  using model = await openModel(uri);
  await using server = await startTestServer({ model: uri });
  const there = await serverPredictor(new ServingClient(server.address), 4);
  const here = modelPredictor(model);
  assert.deepEqual(there.model, here.model);
  assert.deepEqual(there.labels, here.labels);
  assertClose(await predictFiles(there, inputs, WANTED), await predictFiles(here, inputs, WANTED));
});

Deno.test("serverPredictor() waits for a server that is full, and loses no file", async () => {
  await using server = await startTestServer({
    model: await slowPackage(),
    limits: { queueCapacity: 1 },
  });
  const folder = await makeFolder(
    Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `${index}.wav`,
        encodeWav16(noise(4_000), 16_000),
      ]),
    ),
  );
  const inputs = await listInputs([folder]);
  const predictor = await serverPredictor(new ServingClient(server.address), 12);
  const out = `${folder}/said.jsonl`;
  const kept = await predictToFile(predictor, inputs, out, { ...WANTED, form: "jsonl" });
  assert.equal(kept, 12);
  const refused = await readMetric(
    server.address,
    'http_requests_total{method="POST",route="/predict",code="429"}',
  );
  assert.ok(refused > 0);
});

Deno.test("serverPredictor() waits for a server that starts anew, and loses no file", async () => {
  const model = await slowPackage();
  const first = await startTestServer({ model });
  const port = Number(new URL(first.address).port);
  const wav = encodeWav16(noise(8_000), 16_000);
  const clips = Array.from({ length: 12 }, (_, index) => [`${index}.wav`, wav]);
  const inputs = await listInputs([await makeFolder(Object.fromEntries(clips))]);
  const predictor = await serverPredictor(new ServingClient(first.address), 2);
  let restarted: ReturnType<typeof startTestServer> | undefined;
  const restart = async () => {
    await first.close();
    return await startTestServer({ model, port });
  };
  const predictions = await predictFiles(predictor, inputs, {
    ...WANTED,
    onProgress: (done) => {
      if (done === 3) restarted = restart();
    },
  });
  await using _second = await restarted;
  assert.equal(predictions.length, 12);
});

Deno.test("serverPredictor() names what the server refuses, as other files that cannot be read", async () => {
  await using server = await startTestServer({ limits: { maxDurationSeconds: 1 } });
  const folder = await makeFolder({
    "a.wav": encodeWav16(noise(8_000), 16_000),
    "long.wav": encodeWav16(noise(32_000), 16_000),
    "text.wav": "no audio",
  });
  const inputs = await listInputs([folder, "no/such.wav"]);
  const bad: string[] = [];
  const predictor = await serverPredictor(new ServingClient(server.address), 2);
  const onBadFile = (message: string) => bad.push(message);
  const predictions = await predictFiles(predictor, inputs, { ...WANTED, onBadFile });
  assert.deepEqual(predictions.map(({ file }) => file), [`${folder}/a.wav`]);
  const [long = "", text = "", missing = ""] = bad;
  assert.match(long, /long\.wav: /);
  assert.match(text, /text\.wav: /);
  assert.match(missing, /no\/such\.wav: there is no such file/);
});

Deno.test("serverPredictor() never mixes the answers of two models", async () => {
  const folder = await clipsFolder();
  const [input] = await listInputs([`${folder}/a.wav`]);
  assert.ok(input);
  const first = await startTestServer({ model: await testPackage("first") });
  const predictor = await serverPredictor(new ServingClient(first.address), 1);
  await first.close();
  const port = Number(new URL(first.address).port);
  await using _second = await startTestServer({ model: await testPackage("second"), port });
  await assert.rejects(predictFiles(predictor, [input], WANTED), /has got another model meanwhile/);
});

Deno.test("ServingClient brings its token, asks for what is wanted, and says what is wrong", async () => {
  await using server = await startTestServer({ tokens: ["open-sesame"] });
  const wav = encodeWav16(noise(8_000), 16_000);
  const stranger = new ServingClient(server.address, { patienceSeconds: 0 });
  await assert.rejects(stranger.predict(wav), { status: 401, message: /Wanted a valid token/ });
  await assert.rejects(serverPredictor(stranger, 1), /valid token.*Set PREDICT_TOKEN/);

  const client = new ServingClient(`${server.address}/`, { token: "open-sesame" });
  const { model, top, frames } = await client.predict(wav, { topN: 1, classes: ["-dog"] });
  assert.equal(model.name, "three sounds");
  assert.equal(top.length, 1);
  assert.notEqual(top[0]?.label, "dog");
  assert.equal(frames, undefined);
  const query = { threshold: 1, frames: true };
  const none = await client.predict(wav, query);
  assert.deepEqual(none.top, []);
  assert.ok(none.frames);
  await assert.rejects(client.predict(wav, { classes: ["no such"] }), { status: 400 });
  await assert.rejects(client.predict(wav, { signal: AbortSignal.abort() }), {
    name: "AbortError",
  });
});

Deno.test("ServingClient tells a server of another kind, and an address that is none", async () => {
  const options = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
  await using other = Deno.serve(options, () => new Response("<html>"));
  const client = new ServingClient(`http://127.0.0.1:${other.addr.port}`);
  await assert.rejects(client.model(), /is it a server of this kit\?/);
  assert.throws(() => new ServingClient("localhost:8080"), /wanted http:/);
});
