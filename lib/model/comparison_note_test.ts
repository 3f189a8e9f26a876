import assert from "node:assert/strict";
import { compareModels } from "../evaluation/compare_models.ts";
import { comparisonNote } from "./comparison_note.ts";

const noteOf = (a: string, b: string) => {
  const [first, second] = [a, b].map((marks) =>
    [...marks].map((mark, clip) => ({ id: `${clip}`, correct: mark === "+" }))
  );
  return comparisonNote(compareModels(first ?? [], second ?? []));
};

Deno.test("comparisonNote() has no interval where two models never differ", () => {
  assert.equal(
    noteOf("++-", "++-"),
    "Both are right on the same of the 3 clips: these clips cannot tell which is better.",
  );
});

Deno.test("comparisonNote() says whether chance alone would do", () => {
  assert.match(
    noteOf("++--", "-++-"),
    /^Accuracy .*: \*\*0\.0 %\*\* \(95 % interval .*\) on 4 clips\. .*: p = 1\.000, so these clips cannot/,
  );
  assert.match(
    noteOf("----------", "+++++++++-"),
    /\*\*90\.0 %\*\* .* p = 0\.004, so chance alone would seldom do that\.$/,
  );
  assert.match(noteOf("-".repeat(20), "+".repeat(20)), / p < 0\.001, so chance alone would seldom/);
});
