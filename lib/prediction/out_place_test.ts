import assert from "node:assert/strict";
import { makeTempDir } from "../storage/test_folder.ts";
import { openOutPlace, outForm } from "./out_place.ts";

Deno.test("outForm() tells the form by the end of a path or an address", () => {
  assert.equal(outForm("a.b/said.CSV"), "csv");
  assert.equal(outForm("s3://bucket/said.parquet"), "parquet");
});

Deno.test("outForm() refuses what is no such path or address", () => {
  for (const out of ["said", "said.json", "s3://said.csv", "https://host/said.csv"]) {
    assert.throws(() => outForm(out), { name: "UsageError", message: /--out: wanted/ });
  }
});

Deno.test("openOutPlace() makes the folder of a result", async () => {
  const folder = `${await makeTempDir()}/new`;
  const place = await openOutPlace(`${folder}/said.csv`);
  assert.equal(place.folder, folder);
  assert.equal(place.name, "said.csv");
  assert.ok((await Deno.stat(folder)).isDirectory);
});
