import assert from "node:assert/strict";
import { z } from "zod";
import { boundedArray } from "./bounded_array.ts";

Deno.test("boundedArray() checks its items", () => {
  const texts = boundedArray(z.string());
  assert.deepEqual(texts.parse(["a", "b"]), ["a", "b"]);
  assert.equal(texts.safeParse(["a", 1]).success, false);
  assert.equal(texts.safeParse("a").success, false);
});

Deno.test("boundedArray() refuses millions of bad items at once, with one issue", () => {
  const result = boundedArray(z.string()).safeParse(new Array(3_000_000).fill(0));
  assert.deepEqual(result.error?.issues.map(({ message }) => message), [
    "wanted at most 10000 of them",
  ]);
});
