import assert from "node:assert/strict";
import { noise } from "../../model/test_parts.ts";
import { assertClose, framedPackage, postJson, predictTensors } from "../tests/test_protocols.ts";
import { startTestServer, testWav } from "../tests/test_server.ts";
import { ClipTensors } from "../answers/clip_tensors.ts";
import { z } from "zod";

const Answer = z.object({ predictions: ClipTensors });
const Answers = z.object({ predictions: z.array(ClipTensors) });
const Refusal = z.object({ error_code: z.string(), message: z.string() });

Deno.test("/invocations takes a clip in every form, and gives the same numbers as /predict", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const waveform = Array.from(noise(20_000));
  const wanted = await predictTensors(server.address, noise(20_000));
  const forms = [
    { inputs: waveform },
    { instances: waveform },
    { dataframe_split: { columns: ["waveform"], data: waveform.map((sample) => [sample]) } },
    { dataframe_records: waveform.map((sample) => ({ waveform: sample })) },
  ];
  for (const form of forms) {
    const { status, body } = await postJson(`${server.address}/invocations`, form);
    assert.equal(status, 200);
    const { predictions } = Answer.parse(body);
    assertClose(predictions.probabilities, wanted.probabilities);
    assertClose(predictions.frame_probabilities.flat(), wanted.frames.flat());
  }
});

Deno.test("/invocations takes a WAV file as it is", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const response = await fetch(`${server.address}/invocations`, {
    method: "POST",
    headers: { "content-type": "audio/wav" },
    body: testWav(2),
  });
  const { predictions } = Answer.parse(await response.json());
  const wanted = await predictTensors(server.address, testWav(2));
  assertClose(predictions.probabilities, wanted.probabilities);
});

Deno.test("/invocations answers several clips of any length in order", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const clips = [noise(20_000), noise(9_000), noise(20_000).map((sample) => sample / 9)];
  const lists = clips.map((clip) => Array.from(clip));
  const frame = { dataframe_split: { data: lists.map((list) => [list]) } };
  for (const body of [{ inputs: lists }, { instances: lists }, frame]) {
    const { predictions } = Answers.parse(
      (await postJson(`${server.address}/invocations`, body)).body,
    );
    assert.equal(predictions.length, 3);
    for (const [index, clip] of clips.entries()) {
      const wanted = await predictTensors(server.address, clip);
      assertClose(predictions[index]?.probabilities ?? [], wanted.probabilities);
    }
  }
});

Deno.test("/invocations refuses what it cannot read as MLflow's clients expect it", async () => {
  await using server = await startTestServer({ limits: { maxDurationSeconds: 1, maxClips: 2 } });
  const cases: [unknown, number, RegExp][] = [
    ["{", 400, /wanted JSON in UTF-8/],
    ["[1, 2]", 400, /expected object/],
    [{}, 400, /wanted exactly one of inputs, .*, got none/],
    [{ inputs: [0], instances: [0] }, 400, /got 2/],
    [{ inputs: 0.5 }, 400, /inputs: expected array/],
    [{ inputs: [0, "1"] }, 400, /inputs\.1: wanted a number/],
    ['{"inputs": [0, NaN]}', 400, /wanted JSON/],
    ['{"inputs": [0, 1e99]}', 422, /wanted -1 to 1/],
    [{ inputs: [0, 20_000] }, 422, /wanted -1 to 1, got 20000/],
    [{ inputs: [[0], 0] }, 400, /inputs\.1: wanted a list of samples/],
    [{ inputs: [] }, 422, /at least one sample/],
    [{ inputs: [[0], []] }, 422, /Clip 2 of 2: Wanted at least one sample/],
    [{ inputs: [[0], [0], [0]] }, 413, /at most 2 clips in a request; got 3/],
    [{ inputs: Array.from(noise(16_001)) }, 422, /wanted at most 1 s/],
    [{ dataframe_split: { data: [[0, 1]] } }, 400, /row 0: wanted one column/],
    [{ dataframe_split: { columns: ["a"] } }, 400, /dataframe_split\.data/],
    [{ dataframe_records: [{ a: 0, b: 1 }] }, 400, /row 0: wanted one column/],
  ];
  for (const [body, wantedStatus, message] of cases) {
    const answer = await postJson(`${server.address}/invocations`, body);
    assert.equal(answer.status, wantedStatus, String(message));
    assert.match(Refusal.parse(answer.body).message, message);
  }
  const text = { method: "POST", headers: { "content-type": "text/csv" }, body: "waveform\n0\n" };
  const refused = await fetch(`${server.address}/invocations`, text);
  assert.equal(refused.status, 415);
  assert.equal(Refusal.parse(await refused.json()).error_code, "BAD_REQUEST");
});

Deno.test("/ping, /health and /version answer as MLflow's server does, probes also without a token", async () => {
  await using server = await startTestServer({ tokens: ["secret"] });
  for (const path of ["/ping", "/health"]) {
    const response = await fetch(`${server.address}${path}`);
    assert.equal(response.status, 200);
    assert.equal(await response.text(), "\n");
  }
  const headers = { authorization: "Bearer secret" };
  const version = await fetch(`${server.address}/version`, { headers });
  assert.match(await version.text(), /^3\.\d+\.\d+$/);
});
