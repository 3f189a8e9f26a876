import assert from "node:assert/strict";
import { LABELS } from "../../model/test_parts.ts";
import { postWav, startTestServer, testPackage } from "../tests/test_server.ts";
import { ModelDescription } from "./model.ts";

async function describe(model: string) {
  await using server = await startTestServer({ model });
  return ModelDescription.parse(await (await fetch(`${server.address}/model`)).json());
}

Deno.test("GET /model answers with the model and its card", async () => {
  const { name, version, digest, labels, activation, backbone, card } = await describe(
    await testPackage(),
  );
  assert.equal(name, "three sounds");
  assert.equal(version, null);
  assert.match(digest, /^[0-9a-f]{64}$/);
  assert.deepEqual(labels, [...LABELS]);
  assert.equal(activation, "softmax");
  assert.equal(backbone.licence, "Apache-2.0");
  assert.match(card ?? "", /^# three sounds\n/);
});

Deno.test("GET /model has no card of a bare ONNX file", async () => {
  const folder = await testPackage();
  const { name, card } = await describe(`${folder}/model.onnx`);
  assert.deepEqual({ name, card }, { name: "three sounds", card: null });
});

Deno.test("Answers about clips tell what each stage took", async () => {
  await using server = await startTestServer();
  const response = await postWav(server.address);
  await response.body?.cancel();
  assert.match(
    response.headers.get("server-timing") ?? "",
    /^queue;dur=[\d.]+, decode;dur=[\d.]+, inference;dur=[\d.]+$/,
  );
  const health = await fetch(`${server.address}/health/live`);
  await health.body?.cancel();
  assert.equal(health.headers.get("server-timing"), null);
});
