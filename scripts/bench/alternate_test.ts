import assert from "node:assert/strict";
import { alternate, median } from "./alternate.ts";

Deno.test("median() is the middle value, or between the two in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("alternate() takes turns, backwards every other round, and leaves the first out", async () => {
  const turns: string[] = [];
  const contender = (name: string, seconds: number[]) => ({
    name,
    run: () => {
      turns.push(name);
      return Promise.resolve(seconds.shift() ?? NaN);
    },
  });
  const timings = await alternate(
    [contender("ours", [100, 1, 2, 1]), contender("theirs", [100, 2, 6, 5])],
    3,
  );
  assert.equal(turns.join(" "), "ours theirs ours theirs theirs ours ours theirs");
  assert.deepEqual(timings, [
    { name: "ours", seconds: 1, ratio: 1, bestRatio: 1 },
    { name: "theirs", seconds: 5, ratio: 3, bestRatio: 2 },
  ]);
});
