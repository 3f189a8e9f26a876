import assert from "node:assert/strict";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { parquetManifest, parseParquetManifest } from "./parquet_manifest.ts";
import { readParquet } from "./read_parquet.ts";

/** A table with a dictionary of labels, as it comes from other programs. */
function table(codec: "SNAPPY" | "UNCOMPRESSED" = "SNAPPY"): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: 300 }, (_, index) => index);
  return new Uint8Array(parquetWriteBuffer({
    codec,
    columnData: [
      { name: "path", data: rows.map((row) => `${row}.wav`), type: "STRING" },
      { name: "label", data: rows.map((row) => ["dog", "rain", "wind"][row % 3]), type: "STRING" },
      { name: "fold", data: rows.map((row) => row % 2 ? row : null), type: "DOUBLE" },
    ],
  }));
}

Deno.test("parseParquetManifest() reads a table's rows, absent values as absent", async () => {
  const { samples, place } = await parseParquetManifest(table(), "t.parquet");
  assert.equal(samples.length, 300);
  assert.deepEqual(samples.slice(0, 2), [
    { filepath: "0.wav", label: "dog" },
    { filepath: "1.wav", label: "rain", fold: 1 },
  ]);
  assert.equal(place(1), "row 2");
});

Deno.test("parseParquetManifest() names the row and the column of what is wrong", async () => {
  const columns = { label: "path", recording: "label", duration: "label" };
  await assert.rejects(parseParquetManifest(table(), "t.parquet", { columns }), {
    message: 'Cannot read t.parquet: row 1, label (duration): expected number, got "dog"',
  });
  await assert.rejects(parseParquetManifest(table(), "t.parquet", { columns: { label: "tag" } }), {
    message: 'Cannot read t.parquet: there is no column "tag"; there are: path, label, fold',
  });
});

Deno.test("parseParquetManifest() refuses what is no whole file", async () => {
  const whole = table();
  const cases = [
    new Uint8Array(),
    new TextEncoder().encode("<html>not found</html>"),
    whole.slice(0, 1000),
    whole.slice(1000),
    parquetManifest({ dataset_info: {}, samples: [{ filepath: "a", label: "b" }] }).slice(0, -9),
  ];
  for (const bytes of cases) {
    await assert.rejects(parseParquetManifest(bytes, "t.parquet"), {
      message: /^Cannot read t.parquet: wanted a whole file in Parquet \(\P{Cc}+\)$/u,
    });
  }
});

Deno.test("readParquet() ends where a file would keep the decoder busy for ever", async () => {
  const bytes = table("UNCOMPRESSED");
  // Labels of 2 bits in runs of 8: of 0 bits in a run that never ends.
  const at = bytes.findLastIndex((byte, index) => byte === 2 && bytes[index + 1] === 77);
  assert.ok(at > 0);
  bytes.set([0, 0xff, 0xff, 0xff, 0xff, 0x0f], at);
  const reader = { columns: ["label"], readRow: () => {} };
  await assert.rejects(readParquet(bytes, () => reader, { timeoutMs: 500 }), {
    message: "wanted a whole file in Parquet (no end after 0.5 s)",
  });
});

Deno.test("readParquet() reads no more rows than a table of clips has, however few bytes they take", async () => {
  const reader = { columns: ["label"], readRow: () => assert.fail("it was read") };
  await assert.rejects(readParquet(table(), () => reader, { maxValues: 299 }), {
    message: "it has 300 rows or labels, and 299 is the limit. Divide it",
  });
});

Deno.test("parseParquetManifest() refuses damaged files with one line, or reads what is left", async () => {
  const whole = table();
  const damage = fc.array(
    fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })),
    { minLength: 1, maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = whole.slice();
      for (const [index, byte] of changes) bytes[index] = byte;
      const error: unknown = await readParquet(bytes, () => ({
        columns: ["path", "label"],
        readRow: () => {},
      }), { timeoutMs: 1_000 }).catch((error) => error);
      if (error !== undefined) {
        assert.ok(error instanceof Error);
        assert.match(
          error.message,
          /^wanted a whole file in Parquet \(.+\)$|^it has .* is the limit/s,
        );
      }
    }),
    { numRuns: 12 },
  );
});
