import assert from "node:assert/strict";
import { chainParts, partNames } from "./journal_parts.ts";

/** Paths of parts of two writers. */
const named = (...ranges: string[]) => ranges.map((range) => `said/${range}-abcd.jsonl`);

const rangesOf = (paths: readonly string[]) =>
  chainParts(paths).map(({ from, end }) => [from, end]);

Deno.test("partNames() and chainParts() know each other's lines, however many", () => {
  const nameOf = partNames(0);
  const paths = [3, 1, 2_000_000_000, 5].map((lines) => named(nameOf(lines))).flat();
  assert.match(paths[0] ?? "", /^said\/000000000-000000003-abcd/);
  assert.deepEqual(rangesOf(paths.toReversed()), [
    [0, 3],
    [3, 4],
    [4, 2_000_000_004],
    [2_000_000_004, 2_000_000_009],
  ]);
});

Deno.test("chainParts() takes each line once where two processes have written", () => {
  const paths = named("0-10", "0-12", "10-20", "12-15", "15-18", "18-25");
  assert.deepEqual(rangesOf(paths), [[0, 10], [10, 12], [12, 20], [20, 25]]);
});

Deno.test("chainParts() stops at a gap, and passes over what is none of its parts", () => {
  assert.deepEqual(rangesOf(named("0-2", "3-5")), [[0, 2]]);
  assert.deepEqual(rangesOf(named("1-2")), []);
  assert.deepEqual(rangesOf(["said/notes.txt", ...named("0-2")]), [[0, 2]]);
});
