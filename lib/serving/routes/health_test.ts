import assert from "node:assert/strict";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { openModel } from "../../model/open_model.ts";
import { createApp } from "../app.ts";
import { BodyReader } from "../bodies/body_reader.ts";
import { DEFAULT_LIMITS } from "../limits/limits.ts";
import { Serving } from "../serving.ts";
import {
  readMetric,
  slowPackage,
  startTestServer,
  testPackage,
  until,
} from "../tests/test_server.ts";

/** What Kubernetes' probe may wait for, at any load. */
const ALLOWED_MS = 50;
const SECONDS = 2;

/** CPU time of this thread so far. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/**
 * CPU time in milliseconds of each turn of the event loop: what a probe waits for that comes at its start.
 * On a machine that has other work it waits longer, but for nothing that the server could do otherwise.
 */
async function turnsMs(seconds: number): Promise<number[]> {
  const turns: number[] = [];
  const endMs = performance.now() + seconds * 1_000;
  while (performance.now() < endMs) {
    const startedMs = cpuMs();
    await delay(1);
    turns.push(cpuMs() - startedMs);
  }
  return turns;
}

Deno.test("/health/live waits for no work of 50 ms while the server is saturated, bodies of 8 MB of JSON among it", async () => {
  const model = await slowPackage();
  await using server = await startTestServer({ model, limits: { queueCapacity: 24 } });
  const load = new Worker(new URL("../tests/test_overload_worker.ts", import.meta.url), {
    type: "module",
  });
  try {
    load.postMessage(server.address);
    const count = (route: string, code: number) =>
      readMetric(
        server.address,
        `http_requests_total{method="POST",route="${route}",code="${code}"}`,
      );
    const answered = () => count("/predict", 200);
    const parsed = () => count("/v1/models/:model:predict", 429);
    await until("it is saturated", async () => await parsed() > 0 && await answered() > 0);
    const before = [await parsed(), await answered()];
    const turns = turnsMs(SECONDS);
    const probe = await fetch(`${server.address}/health/live`);
    assert.deepEqual(await probe.json(), { status: "ok" });
    const longestMs = Math.max(...await turns);
    assert.ok(longestMs < ALLOWED_MS, `a turn of ${longestMs} ms`);
    const after = [await parsed(), await answered()];
    assert.ok(after.every((count, i) => count > (before[i] ?? NaN)), `${before} to ${after}`);
  } finally {
    load.terminate();
  }
});

Deno.test("Probes fail where no worker of the model is left", async () => {
  const bodies = new BodyReader(DEFAULT_LIMITS);
  using serving = new Serving({ limits: DEFAULT_LIMITS, workers: 1, bodies });
  const app = createApp(serving, { tokens: [], corsOrigins: [], log() {} });
  const statuses = async () => {
    const answers = ["live", "ready"].map((name) => app.request(`/health/${name}`));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  assert.deepEqual(await statuses(), [200, 503]);
  const model = await openModel(await testPackage(), { workers: 1 });
  serving.serve(model);
  assert.deepEqual(await statuses(), [200, 200]);
  model[Symbol.dispose]();
  assert.deepEqual(await statuses(), [503, 503]);
});
