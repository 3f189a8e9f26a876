import assert from "node:assert/strict";
import { classesToShow } from "./classes.js";
import { MOST_SERIES } from "./series.js";

function answer(top: Record<string, number>, ...frames: Record<string, number>[]) {
  return {
    top: Object.entries(top).map(([label, score]) => ({ label, score })),
    frames: frames.map((scores, frame) => ({
      startMs: 480 * frame,
      endMs: 480 * frame + 975,
      scores,
    })),
  };
}

Deno.test("classesToShow() keeps the clip's order, with a score a frame where there is one", () => {
  const shown = classesToShow(answer({ dog: 0.7, cat: 0.2 }, { cat: 0.9 }, { dog: 0.8, cat: 0.1 }));
  assert.deepEqual(shown, [
    { label: "dog", score: 0.7, scores: [null, 0.8] },
    { label: "cat", score: 0.2, scores: [0.9, 0.1] },
  ]);
});

Deno.test("classesToShow() shows a class that is strong in one frame of a long clip", () => {
  const top = Object.fromEntries(
    Array.from({ length: 9 }, (_, n) => [`class ${n}`, 0.3 - n / 100]),
  );
  const labels = classesToShow(answer({ ...top, bang: 0.01 }, { bang: 0.99 }))
    .map(({ label }) => label);
  assert.equal(labels.length, MOST_SERIES);
  assert.equal(labels[0], "class 0");
  assert.equal(labels.at(-1), "bang");
});
