import fc from "fast-check";
import assert from "node:assert/strict";
import { batches } from "./batches.ts";

Deno.test("batches() keeps all entries in order, in no more batches than the limits ask for", () => {
  const entries = fc.array(fc.record({ key: fc.string(), value: fc.double() }));
  fc.assert(fc.property(entries, fc.integer({ min: 1, max: 7 }), (entries, maxCount) => {
    const made = [...batches(entries, maxCount)];
    assert.deepEqual(made.flat(), entries);
    assert.equal(made.length, Math.ceil(entries.length / maxCount));
    assert.ok(made.every(({ length }) => length > 0 && length <= maxCount));
  }));
});

Deno.test("batches() stays below MLflow's megabyte in UTF-8, and does not cut an entry", () => {
  const tags = Array.from({ length: 100 }, (_, i) => ({ key: `${i}`, value: "犬".repeat(8_000) }));
  const made = [...batches(tags, 100)];
  assert.deepEqual(made.map(({ length }) => length), [37, 37, 26]);
  for (const batch of made) {
    assert.ok(new TextEncoder().encode(JSON.stringify(batch)).length < 1_000_000);
  }
  const huge = { value: "x".repeat(2_000_000) };
  assert.deepEqual([...batches([{ value: "" }, huge, { value: "" }], 100)].length, 3);
});
