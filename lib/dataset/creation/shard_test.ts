import assert from "node:assert/strict";
import fc from "fast-check";
import { partLength, partOf, type Shard } from "./shard.ts";

const shardsOf = (count: number): Shard[] =>
  Array.from({ length: count }, (_, index) => ({ index, count }));

Deno.test("partOf() deals each item to one part, in turns, as many as partLength() says", () => {
  fc.assert(fc.property(fc.nat(50), fc.integer({ min: 1, max: 20 }), (total, count) => {
    const items = Array.from({ length: total }, (_, item) => item);
    const parts = shardsOf(count).map((shard) => partOf(items, shard));
    assert.deepEqual(parts.flat().sort((a, b) => a - b), items);
    const lengths = parts.map(({ length }) => length);
    assert.deepEqual(shardsOf(count).map((shard) => partLength(total, shard)), lengths);
    assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 1);
  }));
});
