import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { requestLoad } from "./request_load.ts";

Deno.test("requestLoad() keeps so many requests under way, and no more, until all are answered", async () => {
  let [underWay, most, asked] = [0, 0, 0];
  const ask = async () => {
    asked++;
    most = Math.max(most, ++underWay);
    await delay(5);
    underWay--;
  };
  const round = await requestLoad(ask, { concurrency: 4, requests: 22 });
  assert.equal(asked, 22);
  assert.equal(most, 4);
  assert.equal(round.concurrency, 4);
  assert.ok(round.requestsPerSecond > 0 && round.requestsPerSecond < 4 / 0.004);
});

Deno.test("requestLoad() tells the slowest in a hundred from the rest", async () => {
  let asked = 0;
  const { p50Ms, p99Ms } = await requestLoad(() => delay(++asked <= 2 ? 150 : 1), {
    concurrency: 1,
    requests: 100,
  });
  assert.ok(p50Ms < 100, `${p50Ms}`);
  assert.ok(p99Ms >= 149, `${p99Ms}`);
});

Deno.test("requestLoad() fails where a request does", async () => {
  const ask = () => Promise.reject(new Error("refused"));
  await assert.rejects(requestLoad(ask, { concurrency: 2, requests: 4 }), /refused/);
});
