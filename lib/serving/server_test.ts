import assert from "node:assert/strict";
import { PROBLEM_TYPE, ProblemDetails } from "./problems/problem.ts";
import { type ServerOptions, startServer } from "./server.ts";
import type { LogEntry } from "./telemetry/log.ts";
import { postWav, slowPackage, startTestServer, testWav } from "./tests/test_server.ts";

const WAV_TYPE = { "content-type": "audio/wav" };

/** Asks a server of its own and expects a problem. */
async function refusal(
  request: { path?: string; init?: RequestInit; options?: Partial<ServerOptions> },
): Promise<{ status: number; detail: string; headers: Headers }> {
  await using server = await startTestServer(request.options);
  const response = await fetch(`${server.address}${request.path ?? "/predict"}`, {
    method: "POST",
    headers: WAV_TYPE,
    ...request.init,
  });
  assert.equal(response.headers.get("content-type"), PROBLEM_TYPE);
  assert.match(response.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
  const details = ProblemDetails.parse(await response.json());
  assert.equal(details.status, response.status);
  return { status: response.status, detail: details.detail, headers: response.headers };
}

Deno.test("An unknown address is a 404, a wrong method a 405 that says which are right", async () => {
  assert.equal((await refusal({ path: "/nothing" })).status, 404);
  const { status, headers } = await refusal({ init: { method: "PUT" } });
  assert.equal(status, 405);
  assert.equal(headers.get("allow"), "POST");
});

Deno.test("A body that is no audio is a 422 that says what it is", async () => {
  const { status, detail } = await refusal({ init: { body: "<html>" } });
  assert.equal(status, 422);
  assert.match(detail, /got an HTML or XML page/);
});

Deno.test("A Content-Type that is not taken is a 415", async () => {
  const { status } = await refusal({
    init: { headers: { "content-type": "text/plain" }, body: "x" },
  });
  assert.equal(status, 415);
});

Deno.test("A body beyond the limit is a 413, whether it says its length or not", async () => {
  const options = { limits: { maxBodyBytes: 1000 } };
  for (const body of [testWav(), new Blob([testWav()]).stream()]) {
    const { status, detail } = await refusal({ options, init: { body } });
    assert.equal(status, 413);
    assert.match(detail, /wanted at most 1000 bytes/);
  }
});

Deno.test("A clip beyond the limits is a 422 that names the limit", async () => {
  const options = { limits: { maxDurationSeconds: 0.5 } };
  const { status, detail } = await refusal({ options, init: { body: testWav(1) } });
  assert.equal(status, 422);
  assert.match(detail, /Cannot take 1\.00 s of audio: wanted at most 0\.5 s/);
});

Deno.test("A field that is unknown or out of range is a 400", async () => {
  await using server = await startTestServer();
  const queries = [
    "topn=3",
    "top_n=0",
    "top_n=x",
    "threshold=2",
    "frames=maybe",
    "classes=x",
    "top_n=1&top_n=2",
  ];
  for (const query of queries) {
    const init = { method: "POST", headers: WAV_TYPE, body: testWav() };
    const response = await fetch(`${server.address}/predict?${query}`, init);
    assert.equal(response.status, 400, query);
    assert.match(ProblemDetails.parse(await response.json()).detail, /wanted/, query);
  }
});

Deno.test("Without one of the tokens there is a 401, but probes are answered", async () => {
  await using server = await startTestServer({ tokens: ["first", "second"] });
  const status = async (path: string, authorization?: string) => {
    const response = await fetch(`${server.address}${path}`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    await response.body?.cancel();
    return [response.status, response.headers.get("www-authenticate")];
  };
  assert.deepEqual(await status("/metrics"), [401, 'Bearer realm=""']);
  assert.deepEqual(await status("/metrics", "Bearer third"), [401, 'Bearer error="invalid_token"']);
  assert.equal((await status("/metrics", "Basic first"))[0], 401);
  assert.equal((await status("/metrics", "Bearer second"))[0], 200);
  assert.equal((await status("/health/live"))[0], 200);
  assert.equal((await status("/health/ready"))[0], 200);
});

Deno.test("Pages of other origins may call only where they are named", async () => {
  const preflight = async (address: string, origin: string) => {
    const response = await fetch(`${address}/predict`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    await response.body?.cancel();
    return response.headers.get("access-control-allow-origin");
  };
  await using closed = await startTestServer();
  assert.equal(await preflight(closed.address, "https://example.org"), null);
  const options = { corsOrigins: ["https://example.org"], tokens: ["secret"] };
  await using open = await startTestServer(options);
  assert.equal(await preflight(open.address, "https://example.org"), "https://example.org");
  assert.equal(await preflight(open.address, "https://example.com"), null);
});

Deno.test("Before its model is there, a server lives, is not ready, and refuses requests", async () => {
  const { promise: registry, reject } = Promise.withResolvers<never>();
  const options = { model: "models:/yard@champion", registry: () => registry };
  await using server = startServer(options);
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${server.address}${path}`, init);
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await ask("/health/live"), 200);
  assert.equal(await ask("/health/ready"), 503);
  assert.equal(await ask("/predict", { method: "POST", headers: WAV_TYPE, body: testWav() }), 503);
  reject(new Error("no such alias"));
  await assert.rejects(server.ready, {
    message: "Cannot open the model models:/yard@champion: no such alias",
  });
});

Deno.test("A failure of the server is a 500 that tells the client nothing of it, and the log all", async () => {
  const log: LogEntry[] = [];
  const model = await slowPackage(); // its kernels are longer than the clip
  await using server = await startTestServer({ model, log: (entry) => void log.push(entry) });
  const response = await postWav(server.address, { wav: testWav(0.1) });
  assert.deepEqual(await response.json(), {
    type: "about:blank",
    title: "Internal server error",
    status: 500,
    detail: "The server failed at this request",
  });
  const entry = log.at(-1);
  assert.deepEqual([entry?.level, entry?.status], ["error", 500]);
  assert.match(String(entry?.error), /Conv/);
});
