import assert from "node:assert/strict";
import { oneAgainstRest } from "./one_against_rest.ts";

const CLIPS = [
  { id: "a", labels: ["dog"], probabilities: [0.7, 0.3], fold: 1 },
  { id: "b", labels: ["rain"], probabilities: [0.4, 0.6], fold: 2 },
];

Deno.test("oneAgainstRest() keeps the class's probability and truth, and the fold", () => {
  assert.deepEqual(oneAgainstRest(CLIPS, ["dog", "rain"], "rain"), [
    { id: "a", labels: [], probabilities: [0.3], fold: 1 },
    { id: "b", labels: ["rain"], probabilities: [0.6], fold: 2 },
  ]);
});

Deno.test("oneAgainstRest() refuses a label that is none of the classes", () => {
  assert.throws(
    () => oneAgainstRest(CLIPS, ["dog", "rain"], "cat"),
    /Cannot set "cat" against the rest: wanted one of dog, rain/,
  );
});
