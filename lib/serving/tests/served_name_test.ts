import assert from "node:assert/strict";
import { z } from "zod";
import { noise } from "../../model/test_parts.ts";
import { InferenceAnswer } from "../answers/inference_answer.ts";
import { PredictAnswer } from "../answers/predict_answer.ts";
import { postJson } from "./test_protocols.ts";
import { postWav, startTestServer, testPackage } from "./test_server.ts";

const Named = z.object({ name: z.string() });

Deno.test("A model answers under the name that the server was given, in every protocol, and not under its own", async () => {
  const model = await testPackage("three sounds");
  await using server = await startTestServer({ model, name: "yard" });
  const { address } = server;
  const get = async (path: string) => await (await fetch(`${address}${path}`)).json();
  assert.equal(Named.parse(await get("/model")).name, "yard");
  assert.equal(PredictAnswer.parse(await (await postWav(address)).json()).model.name, "yard");
  assert.deepEqual(await get("/v1/models"), { models: ["yard"] });
  assert.deepEqual(await get("/v1/models/yard"), { name: "yard", ready: true });
  assert.equal(Named.parse(await get("/v2/models/yard")).name, "yard");
  const waveform = Array.from(noise());
  const v1 = await postJson(`${address}/v1/models/yard:predict`, { instances: [waveform] });
  assert.equal(v1.status, 200);
  const shape = [1, waveform.length];
  const inputs = [{ name: "waveform", datatype: "FP32", shape, data: waveform }];
  const v2 = await postJson(`${address}/v2/models/yard/infer`, { inputs });
  assert.equal(InferenceAnswer.parse(v2.body).model_name, "yard");
  assert.match(await (await fetch(`${address}/metrics`)).text(), /^model_info\{name="yard",/m);
  const own = await postJson(`${address}/v1/models/three%20sounds:predict`, { instances: [[0]] });
  assert.equal(own.status, 404);
});
