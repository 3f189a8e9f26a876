import assert from "node:assert/strict";
import type { z } from "zod";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import { openModel } from "../../model/open_model.ts";
import { noise } from "../../model/test_parts.ts";
import { PredictAnswer } from "../answers/predict_answer.ts";
import { postWav, startTestServer, testPackage, testWav } from "../tests/test_server.ts";

const answerOf = async (response: Promise<Response>): Promise<z.output<typeof PredictAnswer>> => {
  const answer = await response;
  assert.equal(answer.status, 200, await answer.clone().text());
  return PredictAnswer.parse(await answer.json());
};

const json = (body: unknown) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

Deno.test("POST /predict gives what the model gives, with what it was and what was done to the audio", async () => {
  const folder = await testPackage();
  await using server = await startTestServer({ model: folder });
  using model = await openModel(folder, { workers: 1 });
  const { model: said, clips } = await answerOf(
    fetch(`${server.address}/predict?frames=true`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: testWav(),
    }),
  );
  const direct = await model.run({ bytes: testWav() });
  assert.deepEqual(said, { name: "three sounds", version: null, digest: model.digest });
  const [clip] = clips;
  for (const { label, score } of clip?.top ?? []) {
    const wanted = direct.probabilities[model.labels.indexOf(label)] ?? NaN;
    assert.ok(Math.abs(score - wanted) < 1e-6);
  }
  assert.deepEqual(clip?.top.map(({ label }) => label), ["rain", "dog", "sea waves"]);
  assert.deepEqual(
    clip?.frames?.map(({ startMs, endMs }) => [startMs, endMs]),
    [[0, 975], [480, 1000]],
  );
  assert.equal(
    clip?.frames?.[1]?.scores.rain?.toFixed(5),
    direct.frameProbabilities[4]?.toFixed(5),
  );
  assert.equal(clip?.audio.durationSeconds, 1);
});

Deno.test("POST /predict answers the same to every form of a request", async () => {
  await using server = await startTestServer();
  const address = `${server.address}/predict`;
  const wav = testWav();
  const wanted = await answerOf(postWav(server.address, { wav }));
  const raw = {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: wav,
  };
  const chunked = { method: "POST", headers: { "content-type": "audio/x-wav" } };
  assert.deepEqual(await answerOf(fetch(address, raw)), wanted);
  const body = new Blob([wav]).stream();
  assert.deepEqual(await answerOf(fetch(address, { ...chunked, body })), wanted);
  assert.deepEqual(await answerOf(fetch(address, json({ audio: wav.toBase64() }))), wanted);
  const form = new FormData();
  form.append("file", new Blob([wav]), "yard.wav");
  const { clips, model } = await answerOf(fetch(address, { method: "POST", body: form }));
  assert.deepEqual({ model, clips: clips.map((clip) => ({ ...clip, file: null })) }, wanted);
  assert.equal(clips[0]?.file, "yard.wav");
});

Deno.test("POST /predict answers several clips in their order, small and large", async () => {
  await using server = await startTestServer({ workers: 2 });
  const address = `${server.address}/predict`;
  const durations = [0.5, 3, 1, 2]; // more than 64 kB in all: read in a worker
  const wavs = durations.map(testWav);
  const form = new FormData();
  wavs.forEach((wav, index) => form.append("files", new Blob([wav]), `${index}.wav`));
  form.append("top_n", "1");
  form.append("frames", "true");
  const asForm = await answerOf(fetch(address, { method: "POST", body: form }));
  const asJson = await answerOf(fetch(
    address,
    json({ audio: wavs.map((wav) => wav.toBase64()), top_n: 1, frames: true }),
  ));
  assert.deepEqual(asForm.clips.map(({ file }) => file), ["0.wav", "1.wav", "2.wav", "3.wav"]);
  for (const { clips } of [asForm, asJson]) {
    assert.deepEqual(clips.map(({ audio }) => audio.durationSeconds), durations);
    assert.ok(clips.every(({ top, frames }) => top.length === 1 && frames));
  }
});

Deno.test("POST /predict keeps the classes that are asked for, in a query as in a body", async () => {
  await using server = await startTestServer();
  const address = `${server.address}/predict`;
  const audio = testWav().toBase64();
  const labels = async (query: string, fields: object) => {
    const { clips: [clip] } = await answerOf(fetch(address + query, json({ audio, ...fields })));
    return clip?.top.map(({ label }) => label);
  };
  assert.deepEqual(await labels("?classes=dog,sea waves", {}), ["dog", "sea waves"]);
  assert.deepEqual(await labels("", { classes: ["-rain"] }), ["dog", "sea waves"]);
  assert.deepEqual(await labels("?threshold=0.5", {}), ["rain"]);
  assert.deepEqual(await labels("?top_n=1", { top_n: 2 }), ["rain", "dog"]);
});

Deno.test("POST /predict says what was done to a stereo clip at another rate", async () => {
  await using server = await startTestServer();
  const mono = encodeWav16(noise(44_100), 44_100);
  const { clips: [clip] } = await answerOf(postWav(server.address, { wav: mono }));
  assert.equal(clip?.audio.sampleRateHz, 44_100);
  assert.equal(clip?.audio.modelSampleRateHz, 16_000);
  assert.match(clip?.audio.resampler ?? "", /sinc/);
});

/** A form with a file and many fields that are no files. */
function form(fields: number): RequestInit {
  const body = new FormData();
  body.append("file", new Blob([testWav()]));
  for (let field = 0; field < fields; field++) body.append("classes", "dog");
  return { body };
}

/** What curl sends for `-F file=a.wav`, without the @. */
function pathAsText(): RequestInit {
  const body = new FormData();
  body.append("file", "a.wav");
  return { body };
}

Deno.test("POST /predict names what is wrong with a body, and repeats nothing of it", async () => {
  await using server = await startTestServer();
  const bad: [init: RequestInit, status: number, detail: RegExp][] = [
    [json({}), 400, /audio: wanted base64, or an array of base64/],
    [json({ audio: "", "<b>": 1 }), 400, /a field that is not known here$/],
    [form(1_001), 400, /at most 1000 fields$/],
    [pathAsText(), 400, /file: wanted a file; got text/],
    [json({ audio: "<b>" }), 400, /audio\.0: wanted base64$/],
    [json({ audio: [], top_n: 1 }), 400, /Wanted at least one clip/],
    [json({ audio: testWav().toBase64(), top_n: 0 }), 400, /top_n: wanted a whole number from 1/],
    [{ ...json({}), body: '{"audio": <b>' }, 400, /wanted JSON in UTF-8$/],
    [{ ...json({}), body: Uint8Array.of(0xff) }, 400, /wanted JSON in UTF-8$/],
    [
      json({ audio: [testWav(), Uint8Array.of(1)].map((wav) => wav.toBase64()) }),
      422,
      /^Clip 2 of 2: /,
    ],
    [json({ audio: Array(33).fill("") }), 413, /at most 32 clips/],
    [
      { method: "POST", headers: { "content-type": "multipart/form-data" }, body: "x" },
      400,
      /wanted multipart/,
    ],
  ];
  for (const [init, status, detail] of bad) {
    const response = await fetch(`${server.address}/predict`, { method: "POST", ...init });
    const text = await response.text();
    assert.match(JSON.parse(text).detail, detail);
    assert.equal(response.status, status, text);
    assert.doesNotMatch(text, /<b>|\.ts/);
  }
});
