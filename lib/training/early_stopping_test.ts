import assert from "node:assert/strict";
import { EarlyStopping } from "./early_stopping.ts";

/** Runs epochs with these validation losses; each epoch's only parameter is its number. */
function train(losses: number[]): { stopping: EarlyStopping; ended: number } {
  const stopping = new EarlyStopping();
  for (const [index, loss] of losses.entries()) {
    stopping.observe(index + 1, loss, Float64Array.of(index + 1));
    if (stopping.isOver(index + 1)) return { stopping, ended: index + 1 };
  }
  return { stopping, ended: losses.length };
}

Deno.test("EarlyStopping ends five epochs after the best one and brings its parameters back", () => {
  const { stopping, ended } = train([5, 4, 3, 3, 3.5, 4, 5, 6, 1]);
  assert.equal(ended, 8);
  assert.equal(stopping.bestEpoch, 3);
  const parameters = Float64Array.of(8);
  stopping.restore(parameters);
  assert.deepEqual([...parameters], [3]);
});

Deno.test("EarlyStopping never takes an epoch for the best whose loss is no number", () => {
  const { stopping, ended } = train([4, 3, NaN, NaN, NaN, NaN, NaN, 1]);
  assert.equal(ended, 7);
  assert.equal(stopping.bestEpoch, 2);
});

Deno.test("EarlyStopping goes on as long as the loss falls now and then", () => {
  assert.equal(train([9, 9, 9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 6]).ended, 13);
});
