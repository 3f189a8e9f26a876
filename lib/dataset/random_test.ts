import assert from "node:assert/strict";
import fc from "fast-check";
import { Random } from "./random.ts";

const draw = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.uniform());

Deno.test("Random gives sfc32's sequence after 12 rounds", () => {
  const expected = [3648644458, 4206697674, 2509843200].map((value) => value / 2 ** 32);
  assert.deepEqual(draw(new Random(42), 3), expected);
});

Deno.test("Random repeats from its seed and differs between seeds and streams", () => {
  assert.deepEqual(draw(new Random(7, 3), 20), draw(new Random(7, 3), 20));
  assert.notDeepEqual(draw(new Random(7, 3), 20), draw(new Random(7, 4), 20));
  assert.notDeepEqual(draw(new Random(7, 3), 20), draw(new Random(8, 3), 20));
});

Deno.test("Random.uniform() is spread evenly over [0, 1)", () => {
  const counts = new Array(10).fill(0);
  for (const value of draw(new Random(1), 100_000)) counts[Math.floor(value * 10)]++;
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, `a tenth has ${count}`);
});

Deno.test("Random.integer() stays below its bound and reaches every value", () => {
  const random = new Random(5);
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(6)));
  assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5]);
});

Deno.test("Random.shuffle() keeps the items and leaves its input alone", () => {
  fc.assert(fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
    const before = [...items];
    const shuffled = new Random(seed).shuffle(items);
    assert.deepEqual(items, before);
    assert.deepEqual(shuffled.toSorted((a, b) => a - b), before.toSorted((a, b) => a - b));
  }));
});
