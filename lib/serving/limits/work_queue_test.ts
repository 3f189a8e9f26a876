import assert from "node:assert/strict";
import { Problem } from "../problems/problem.ts";
import { WorkQueue } from "./work_queue.ts";

const NEVER = new AbortController().signal;

const open = (
  options: Partial<{ places: number; capacity: number; timeoutSeconds: number }> = {},
) => new WorkQueue({ places: 1, capacity: 2, timeoutSeconds: 10, ...options });

/** A job that ends when it is told to. */
function heldJob(): { job: () => Promise<string>; end: (result: string) => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { job: () => promise, end: resolve };
}

const quick = (result: string) => () => Promise.resolve(result);

Deno.test("WorkQueue runs as many jobs at a time as it has places, in their order", async () => {
  const queue = open({ places: 2, capacity: 10 });
  let running = 0, most = 0;
  const order: number[] = [];
  const jobs = Array.from({ length: 8 }, (_, index) => async () => {
    order.push(index);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    return index;
  });
  const results = await queue.runAll(jobs, NEVER);
  assert.deepEqual(results, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(order, results);
  assert.equal(most, 2);
  assert.deepEqual([queue.length, queue.running], [0, 0]);
});

Deno.test("WorkQueue takes all jobs of a request or none, and says when to come again", async () => {
  const queue = open();
  const held = heldJob();
  const first = queue.runAll([held.job, quick("b")], NEVER);
  await assert.rejects(queue.runAll([quick("c"), quick("d")], NEVER), (error: Problem) => {
    assert.equal(error.status, 429);
    assert.equal(error.headers["retry-after"], "1");
    return true;
  });
  const third = queue.runAll([quick("e")], NEVER);
  held.end("a");
  assert.deepEqual(await first, ["a", "b"]);
  assert.deepEqual(await third, ["e"]);
});

Deno.test("WorkQueue frees the places of a request that is given up", async () => {
  const queue = open();
  const held = heldJob();
  const running = queue.runAll([held.job], NEVER);
  const gone = new AbortController();
  let isRun = false;
  const waiting = queue.runAll([async () => isRun = await Promise.resolve(true)], gone.signal);
  assert.equal(queue.length, 1);
  gone.abort(new Problem(499, "gone"));
  await assert.rejects(waiting, { status: 499 });
  assert.equal(queue.length, 0);
  held.end("a");
  await running;
  assert.equal(isRun, false);
  await assert.rejects(queue.runAll([quick("b")], gone.signal), { status: 499 });
});

Deno.test("WorkQueue lets no job wait longer than its time, and keeps the place of one that runs", async () => {
  const queue = open({ timeoutSeconds: 0.01 });
  const held = heldJob();
  const running = queue.runAll([held.job], NEVER);
  await assert.rejects(queue.runAll([quick("b")], NEVER), { status: 503 });
  assert.deepEqual([queue.length, queue.running], [0, 1]);
  held.end("a");
  assert.deepEqual(await running, ["a"]);
});

Deno.test("WorkQueue ends a request at its first job that fails, and goes on with others", async () => {
  const queue = open({ capacity: 5 });
  const fail = () => Promise.reject(new Error("bad clip"));
  const others = [quick("x"), quick("y")];
  const failing = queue.runAll([fail, ...others], NEVER);
  const next = queue.runAll([quick("z")], NEVER);
  await assert.rejects(failing, { message: "bad clip" });
  assert.deepEqual(await next, ["z"]);
  assert.deepEqual([queue.length, queue.running], [0, 0]);
});
