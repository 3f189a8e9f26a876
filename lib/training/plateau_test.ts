import assert from "node:assert/strict";
import { PlateauRate } from "./plateau.ts";

function rates(start: number, losses: number[]): number[] {
  const plateau = new PlateauRate(start);
  return losses.map((loss) => {
    plateau.observe(loss);
    return plateau.rate;
  });
}

Deno.test("PlateauRate halves the rate after three epochs without a gain, and starts counting anew", () => {
  assert.deepEqual(rates(8, [5, 5, 5, 5, 5, 5, 5]), [8, 8, 8, 4, 4, 4, 2]);
});

Deno.test("PlateauRate keeps the rate while the loss falls, and takes a tiny gain for none", () => {
  assert.deepEqual(rates(8, [5, 4, 3, 2, 1]), [8, 8, 8, 8, 8]);
  assert.deepEqual(rates(8, [5, 5, 5, 4, 4, 4, 4]), [8, 8, 8, 8, 8, 8, 4]);
  assert.deepEqual(rates(8, [5, 4.99999, 4.99998, 4.99997]), [8, 8, 8, 4]);
});

Deno.test("PlateauRate does not go below a millionth", () => {
  assert.equal(rates(1e-6, [5, 5, 5, 5]).at(-1), 1e-6);
});
