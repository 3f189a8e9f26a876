import assert from "node:assert/strict";
import { type Field, writeFlatbuffer } from "./flatbuffer_test_data.ts";
import { FlatTable } from "./flat_table.ts";

const read = (...fields: Field[]) => FlatTable.root(writeFlatbuffer(fields, "TEST"));

Deno.test("FlatTable reads fields by their number", () => {
  const table = read(
    { int8: -5 },
    { int32: 70_000 },
    { text: "ü" },
    { bytes: Uint8Array.of(1, 2) },
    { int32s: [3, -4] },
    { int64s: [-5] },
    { float32s: [0.5, 2] },
    { table: [{ int32: 9 }] },
    { tables: [[{ int8: 1 }], [{ int8: 2 }]] },
  );
  assert.equal(table.int8(0), -5);
  assert.equal(table.int32(1), 70_000);
  assert.equal(table.string(2), "ü");
  assert.deepEqual(table.bytes(3), Uint8Array.of(1, 2));
  assert.deepEqual(table.int32s(4), [3, -4]);
  assert.deepEqual(table.int64s(5), [-5]);
  assert.deepEqual(table.float32s(6), [0.5, 2]);
  assert.equal(table.table(7)?.int32(0), 9);
  assert.deepEqual(table.tables(8).map((row) => row.int8(0)), [1, 2]);
});

Deno.test("FlatTable takes what is left out as empty, numbers as 0", () => {
  const table = read({ int32: 1 }, undefined);
  assert.equal(table.int32(1), 0);
  assert.equal(table.int8(1), 0);
  assert.equal(table.string(9), "");
  assert.equal(table.table(9), undefined);
  assert.deepEqual(table.tables(9), []);
});

Deno.test("FlatTable refuses a vector that says it is longer than the file", () => {
  const bytes = writeFlatbuffer([{ bytes: Uint8Array.of(11, 22, 33) }], "TEST");
  const length = bytes.indexOf(11) - 4;
  new DataView(bytes.buffer).setUint32(length, 1000, true);
  assert.throws(() => FlatTable.root(bytes).bytes(0), {
    name: "RangeError",
    message: /^wanted 1000 bytes at offset \d+, but the file ends at \d+$/,
  });
});
