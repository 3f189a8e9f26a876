import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Timeouts } from "./timeouts.ts";

Deno.test("Timeouts calls each that is late, in their order, and none that has ended", async () => {
  const times = new Timeouts(0.02);
  const called: string[] = [];
  times.start(() => called.push("first"));
  const ended = times.start(() => called.push("ended"));
  await delay(10);
  times.start(() => called.push("later"));
  ended[Symbol.dispose]();
  assert.deepEqual(called, []);
  await delay(15);
  assert.deepEqual(called, ["first"]);
  await delay(30);
  assert.deepEqual(called, ["first", "later"]);
});

Deno.test("Timeouts leaves no timer behind when all have ended", () => {
  const times = new Timeouts(60); // the test would not end
  const waiting = [times.start(() => {}), times.start(() => {})];
  for (const each of waiting) each[Symbol.dispose]();
});
