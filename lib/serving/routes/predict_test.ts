import assert from "node:assert/strict";
import { PredictAnswer } from "../predict_answer.ts";
import { startTestServer, testWav } from "../test_server.ts";

Deno.test("POST /predict answers with the classes of a WAV file", async () => {
  await using server = await startTestServer();
  const response = await fetch(`${server.address}/predict?top_n=2&frames=true`, {
    method: "POST",
    headers: { "content-type": "audio/wav" },
    body: testWav(),
  });
  assert.equal(response.status, 200);
  const { model, clips: [clip] } = PredictAnswer.parse(await response.json());
  assert.equal(model.name, "three sounds");
  assert.deepEqual(clip?.top.map(({ label }) => label), ["rain", "dog"]);
  assert.deepEqual(clip?.frames?.map(({ startMs, endMs }) => [startMs, endMs]), [[0, 975], [
    480,
    1000,
  ]]);
});
