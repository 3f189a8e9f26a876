import assert from "node:assert/strict";
import { topClasses } from "./top_classes.ts";

Deno.test("topClasses() takes the highest scores, best first, the earlier class at a tie", () => {
  const scores = [0.25, 0.5, 0.75, 0.5];
  assert.deepEqual(topClasses(scores, ["a", "b", "c", "d"], 2), [
    { label: "c", score: 0.75 },
    { label: "b", score: 0.5 },
  ]);
  assert.equal(topClasses(scores, ["a", "b", "c", "d"], 9).length, 4);
});
