import assert from "node:assert/strict";
import { startServer } from "../server.ts";
import type { LogEntry } from "../telemetry/log.ts";
import { startTestServer } from "../tests/test_server.ts";

async function ask(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}

Deno.test("A request without a token is logged with what the client was told, and no stack", async () => {
  const log: LogEntry[] = [];
  await using server = await startTestServer({
    tokens: ["open-sesame"],
    log: (entry) => void log.push(entry),
  });
  assert.equal(await ask(`${server.address}/model`), 401);
  assert.deepEqual([log.at(-1)?.level, log.at(-1)?.error], [
    "warn",
    "Wanted a valid token: send the header Authorization: Bearer TOKEN",
  ]);
});

Deno.test("A probe of a server that is starting is logged as a warning: it passes", async () => {
  const log: LogEntry[] = [];
  const { promise: registry, reject } = Promise.withResolvers<never>();
  await using server = startServer({
    model: "models:/yard@champion",
    registry: () => registry,
    log: (entry) => void log.push(entry),
  });
  assert.equal(await ask(`${server.address}/health/ready`), 503);
  assert.deepEqual([log.at(-1)?.level, log.at(-1)?.error], ["warn", "The model is being loaded"]);
  reject(new Error("no such alias"));
  await assert.rejects(server.ready);
});
