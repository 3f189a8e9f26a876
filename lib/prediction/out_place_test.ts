import assert from "node:assert/strict";
import { outPlace } from "./out_place.ts";

Deno.test("outPlace() tells the form by the path's end, and names a part", () => {
  assert.deepEqual(outPlace("a.b/said.CSV", undefined), { path: "a.b/said.CSV", form: "csv" });
  const shard = { index: 1, count: 4 };
  assert.deepEqual(outPlace("said.parquet", shard), {
    path: "said.1-of-4.parquet",
    form: "parquet",
  });
});

Deno.test("outPlace() refuses what is no such path", () => {
  for (const out of ["said", "said.json", "s3://bucket/said.csv"]) {
    assert.throws(() => outPlace(out, undefined), { name: "UsageError", message: /--out: wanted/ });
  }
});
