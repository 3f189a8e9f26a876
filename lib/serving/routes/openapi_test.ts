import assert from "node:assert/strict";
import { z } from "zod";
import { startTestServer } from "../tests/test_server.ts";

const Description = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
        responses: z.record(z.string(), z.unknown()),
        security: z.array(z.unknown()).optional(),
      }),
    ),
  ),
  security: z.array(z.unknown()),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

Deno.test("/openapi.json describes /predict by the schemas that check it", async () => {
  await using server = await startTestServer();
  const response = await fetch(`${server.address}/openapi.json`);
  const { paths, components } = Description.parse(await response.json());
  const { requestBody, responses } = paths["/predict"]?.post ?? {};
  assert.deepEqual(Object.keys(requestBody?.content ?? {}), [
    "audio/wav",
    "application/octet-stream",
    "multipart/form-data",
    "application/json",
  ]);
  for (const status of ["200", "400", "401", "413", "415", "422", "429", "503", "504"]) {
    assert.ok(responses?.[status], status);
  }
  for (const path of ["/health/live", "/health/ready", "/metrics"]) {
    assert.ok(paths[path]?.get, path);
  }
  assert.ok(components.schemas.PredictRequest);
  assert.ok(components.schemas.Prediction);
});

Deno.test("/openapi.json describes every protocol", async () => {
  await using server = await startTestServer();
  const response = await fetch(`${server.address}/openapi.json`);
  const { paths } = Description.parse(await response.json());
  const model = "/v2/models/{model}";
  const version = `${model}/versions/{version}`;
  for (const path of ["/invocations", "/v1/models/{model}:predict", `${model}/infer`]) {
    assert.ok(paths[path]?.post?.requestBody?.content["application/json"], path);
  }
  assert.ok(paths[`${version}/infer`]?.post);
  for (
    const path of [
      ...["/ping", "/health", "/version", "/v1/models", "/v1/models/{model}", "/stream"],
      ...["/v2", "/v2/health/live", "/v2/health/ready", model, `${model}/ready`, version],
    ]
  ) assert.ok(paths[path]?.get?.responses, path);
});

Deno.test("/openapi.json asks for a token where the server does", async () => {
  const describe = async (tokens: string[]) => {
    await using server = await startTestServer({ tokens });
    const headers = { authorization: "Bearer secret" };
    const response = await fetch(`${server.address}/openapi.json`, { headers });
    const { paths, security } = Description.parse(await response.json());
    return [security, paths["/health/live"]?.get?.security, paths["/predict"]?.post?.security];
  };
  assert.deepEqual(await describe([]), [[], [], undefined]);
  assert.deepEqual(await describe(["secret"]), [[{ bearer: [] }], [], undefined]);
});
