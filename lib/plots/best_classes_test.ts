import assert from "node:assert/strict";
import { bestClasses } from "./best_classes.ts";

Deno.test("bestClasses() are the five of highest mean, the best first, with the score in each frame", () => {
  const frames = [[0, 0.25, 0.5, 0.75, 0.125, 1, 0.25], [0, 0.25, 0.5, 0.25, 0.125, 0, 0.5]];
  const best = bestClasses(Float32Array.from(frames.flat()), ["a", "b", "c", "d", "e", "f", "g"]);
  assert.deepEqual(best.map(({ label }) => label), ["c", "d", "f", "g", "b"]);
  assert.deepEqual(best[1]?.scores, [0.75, 0.25]);
  assert.deepEqual(bestClasses(new Float32Array(0), ["a"]), [{ label: "a", scores: [] }]);
});
