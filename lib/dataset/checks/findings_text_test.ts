import assert from "node:assert/strict";
import type { Finding } from "./finding.ts";
import { findingRows } from "./findings_text.ts";

const suchAs = (kind: Finding["kind"], clips: string[][], count = clips.flat().length) =>
  findingRows([{ severity: "warning", kind, message: "found", count, clips }])[0]?.at(-1);

Deno.test("findingRows() joins with = only clips that are or sound the same", () => {
  assert.equal(suchAs("copies", [["a", "b"]]), "a = b");
  assert.equal(suchAs("near-duplicates", [["a", "b"], ["c", "d"]]), "a = b, …");
  assert.equal(suchAs("few-clips", [["a", "b"], ["c"]]), "a, b, …");
  assert.equal(suchAs("silent", [["a"], ["b"], ["c"], ["d"]]), "a, b, c, …");
});
