import assert from "node:assert/strict";
import { endWorkers } from "./end_workers.ts";
import { WorkerPool } from "./worker_pool.ts";
import type { TestInit, TestRequest } from "./worker_pool_test_worker.ts";

const open = (workers: number, init: TestInit = { factor: 2 }) =>
  WorkerPool.open<TestInit, TestRequest, number>(
    new URL("./worker_pool_test_worker.ts", import.meta.url),
    { init, workers },
  );

Deno.test("WorkerPool.run() answers every request of a queue longer than the pool", async () => {
  using pool = await open(2);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => pool.run({ multiply: i })),
  );
  assert.deepEqual(answers, Array.from({ length: 50 }, (_, i) => i * 2));
});

Deno.test("WorkerPool.run() rejects with the name and message of what the worker threw", async () => {
  using pool = await open(1);
  await assert.rejects(pool.run({ fail: "too small" }), {
    name: "RangeError",
    message: "too small",
  });
  assert.equal(await pool.run({ multiply: 4 }), 8);
});

Deno.test("WorkerPool.run() hands transferred buffers over", async () => {
  using pool = await open(1);
  const samples = new Float32Array(8);
  assert.equal(await pool.run({ fill: samples }, [samples.buffer]), 8);
  assert.equal(samples.byteLength, 0);
});

Deno.test("WorkerPool.open() rejects when a worker cannot open, and leaves none running", async () => {
  const init = { factor: 1, refuse: true };
  await assert.rejects(open(2, init), { name: "TypeError", message: "refused to open" });
});

Deno.test("WorkerPool.open() refuses a pool without workers", async () => {
  for (const workers of [0, 1.5, NaN]) {
    await assert.rejects(open(workers), {
      name: "RangeError",
      message: `Cannot open a pool of ${workers} workers: wanted a whole number from 1`,
    });
  }
});

Deno.test("WorkerPool.close() rejects what runs, what waits and what comes later", async () => {
  const pool = await open(1);
  const running = pool.run({ block: 100 });
  const waiting = pool.run({ multiply: 1 });
  const both = Promise.allSettled([running, waiting]);
  pool.close();
  assert.deepEqual((await both).map(({ status }) => status), ["rejected", "rejected"]);
  await assert.rejects(pool.run({ multiply: 1 }), { name: "PoolClosed" });
});

Deno.test("WorkerPool fails only the request whose worker crashed, and starts another worker", async () => {
  using pool = await open(2);
  const crash = pool.run({ crash: true });
  const others = Array.from({ length: 10 }, (_, i) => pool.run({ multiply: i }));
  await assert.rejects(crash, { name: "WorkerCrash", message: /boom/ });
  assert.deepEqual(await Promise.all(others), Array.from({ length: 10 }, (_, i) => i * 2));
  await Promise.all(Array.from({ length: 4 }, () => pool.run({ multiply: 1 })));
  assert.equal(pool.size, 2);
});

Deno.test("WorkerPool with one worker answers what waited behind a crash", async () => {
  using pool = await open(1);
  const crash = pool.run({ crash: true });
  const next = pool.run({ multiply: 3 });
  await assert.rejects(crash, { name: "WorkerCrash" });
  assert.equal(await next, 6);
});

Deno.test("WorkerPool.close() lets an idle worker free what it holds", async () => {
  const closing = await Deno.makeTempFile();
  const pool = await open(1, { factor: 1, closing });
  pool.close();
  for (let tries = 0; await Deno.readTextFile(closing) !== "closed"; tries++) {
    assert.ok(tries < 500, "the worker was not told to close");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
});

Deno.test("endWorkers() closes every pool, and waits for a worker until it has come out of its request", async () => {
  const closing = await Deno.makeTempFile();
  const pool = await open(1, { factor: 1, closing });
  const answer = pool.run({ block: 300 });
  await Promise.all([
    assert.rejects(answer, { name: "PoolClosed" }),
    endWorkers(),
  ]);
  assert.equal(await Deno.readTextFile(closing), "closed");
});
