import assert from "node:assert/strict";
import { z } from "zod";
import { noise } from "../../model/test_parts.ts";
import { ClipTensors } from "../answers/clip_tensors.ts";
import { KserveError } from "../problems/protocol_errors.ts";
import { assertClose, framedPackage, postJson, predictTensors } from "../tests/test_protocols.ts";
import { startTestServer, testWav } from "../tests/test_server.ts";

const MODEL = "/v1/models/three%20sounds";

Deno.test("KServe V1 lists its model and says that it is ready", async () => {
  await using server = await startTestServer();
  const get = async (path: string) => await (await fetch(`${server.address}${path}`)).json();
  assert.deepEqual(await get("/v1/models"), { models: ["three sounds"] });
  assert.deepEqual(await get(MODEL), { name: "three sounds", ready: true });
});

Deno.test("KServe V1 predicts waveforms and files in order, as /predict does", async () => {
  await using server = await startTestServer({ model: await framedPackage() });
  const instances = [Array.from(noise(20_000)), { b64: testWav(2).toBase64() }];
  const predict = `${server.address}${MODEL}:predict`;
  const { status, body } = await postJson(predict, { instances });
  assert.equal(status, 200);
  assert.deepEqual((await postJson(predict, { inputs: instances })).body, body);
  const { predictions } = z.object({ predictions: z.array(ClipTensors) }).parse(body);
  for (const [index, clip] of [noise(20_000), testWav(2)].entries()) {
    const wanted = await predictTensors(server.address, clip);
    assertClose(predictions[index]?.probabilities ?? [], wanted.probabilities);
    assertClose(predictions[index]?.frame_probabilities.flat() ?? [], wanted.frames.flat());
  }
});

Deno.test("KServe V1 refuses unknown models and what it cannot read", async () => {
  await using server = await startTestServer({ limits: { maxDurationSeconds: 1, maxClips: 2 } });
  const predict = `${MODEL}:predict`;
  const cases: [string, unknown, number, RegExp][] = [
    ["/v1/models/other:predict", { instances: [[0]] }, 404, /no model of this name/],
    [predict, "{", 400, /wanted JSON in UTF-8/],
    [predict, {}, 400, /wanted either instances or inputs/],
    [predict, { instances: [[0]], inputs: [[0]] }, 400, /wanted either instances or inputs/],
    [predict, { instances: {} }, 400, /instances: wanted a list of clips/],
    [predict, { instances: [] }, 400, /at least one clip/],
    [predict, { instances: [[0, null]] }, 400, /instances\.0\.1: wanted a number/],
    [predict, { instances: [{ b64: "?" }] }, 400, /instances\.0\.b64: wanted base64/],
    [predict, { instances: [{ b64: "AAAA" }] }, 422, /./],
    [predict, { instances: [[]] }, 422, /at least one sample/],
    [predict, { instances: [[0], [0], [0]] }, 413, /at most 2 clips/],
    [predict, { instances: [0, 0, 0] }, 400, /instances\.0: wanted a list of samples/],
    [predict, { instances: [Array.from(noise(16_001))] }, 422, /wanted at most 1 s/],
  ];
  for (const [path, body, status, message] of cases) {
    const answer = await postJson(`${server.address}${path}`, body);
    assert.equal(answer.status, status, String(message));
    assert.match(KserveError.parse(answer.body).error, message);
  }
  assert.equal((await fetch(`${server.address}/v1/models/other`)).status, 404);
});
