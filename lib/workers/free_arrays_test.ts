import assert from "node:assert/strict";
import { freeArrays } from "./free_arrays.ts";

Deno.test("freeArrays() leaves the arrays empty, and others of one buffer too", () => {
  const samples = new Float32Array(1000);
  const part = samples.subarray(10, 20);
  const other = new Float32Array(10);
  freeArrays([samples, part]);
  assert.deepEqual([samples.length, part.length, other.length], [0, 0, 10]);
});

Deno.test("freeArrays() keeps memory flat where the garbage collector does not come by", () => {
  const before = Deno.memoryUsage().rss;
  for (let i = 0; i < 500; i++) freeArrays([new Uint8Array(1 << 20).fill(1)]);
  const grownMiB = (Deno.memoryUsage().rss - before) / 2 ** 20;
  assert.ok(grownMiB < 30, `grew by ${grownMiB.toFixed(0)} MiB`);
});
