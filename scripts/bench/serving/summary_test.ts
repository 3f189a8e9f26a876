import assert from "node:assert/strict";
import type { RoundTurn } from "./rounds.ts";
import { figuresTable, ratiosTable } from "./summary.ts";
import { percentile } from "./tally.ts";

function turn(name: string, round: number, perSecond: number, p99Ms: number): RoundTurn {
  return {
    name,
    round,
    concurrency: 8,
    perSecond,
    p50Ms: 1,
    p99Ms,
    refused: 0,
    failed: 2,
    cpuSecondsPerRequest: 1 / perSecond,
    memoryMiB: 100,
    healthP99Ms: undefined,
    loadCpuSecondsPerRequest: 0,
  };
}

const measurements = {
  turns: [
    turn("ours", 0, 100, 10),
    turn("theirs", 0, 50, 20),
    turn("theirs", 1, 10, 30),
    turn("ours", 1, 30, 12),
    turn("ours", 2, 90, 11),
    turn("theirs", 2, 90, 22),
  ],
  coldStarts: { ours: [3, 1, 2], theirs: [] },
};

Deno.test("figuresTable() gives medians over the rounds, and all failures", () => {
  const [, , ours, theirs] = figuresTable(measurements).split("\n").map((line) =>
    line.split(/ {2,}/)
  );
  assert.deepEqual(ours?.slice(2, 6), ["ours", "90", "1", "11"]);
  assert.deepEqual([ours?.[6], ours?.at(-1)], ["0 / 6", "2"]);
  assert.deepEqual(theirs?.slice(2, 6), ["theirs", "50", "1", "22"]);
});

Deno.test("ratiosTable() compares round by round, and says whether goals are met", () => {
  const table = (rate: number, p99?: number) =>
    ratiosTable(measurements, [
      { name: "theirs", rate, fromConcurrency: 8, ...(p99 !== undefined && { p99 }) },
    ]);
  assert.match(table(1.9, 0.6), /ours \/ theirs +2\.00x +0\.50x +0\.50x +.* met$/);
  assert.match(table(2.1, 0.6), /MISSED$/);
  assert.match(table(1.9, 0.4), /MISSED$/);
});

Deno.test("percentile() is the nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.deepEqual([50, 99, 100].map((percent) => percentile(hundred, percent)), [50, 99, 100]);
  assert.equal(percentile([7], 99), 7);
  assert.ok(Number.isNaN(percentile([], 50)));
});
