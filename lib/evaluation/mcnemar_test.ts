import assert from "node:assert/strict";
import fc from "fast-check";
import { mcNemarTest } from "./mcnemar.ts";

// Values: sums of binomial coefficients as exact fractions.
for (
  const [onlyA, onlyB, pValue] of [
    [0, 0, 1],
    [5, 5, 1],
    [3, 0, 0.25],
    [0, 5, 0.0625],
    [2, 8, 0.109375],
    [1, 9, 0.021484375],
    [500, 600, 0.0028195449914364275],
    [1000, 1400, 3.2622028367507764e-16],
  ] as const
) {
  Deno.test(`mcNemarTest() of ${onlyA} to ${onlyB} is the exact value`, () => {
    const relative = mcNemarTest(onlyA, onlyB) / pValue;
    assert.ok(Math.abs(relative - 1) < 1e-10, `${relative} of the value`);
  });
}

const COUNT = fc.nat(300);

Deno.test("mcNemarTest() is a chance, the same whichever model comes first", () => {
  fc.assert(fc.property(COUNT, COUNT, (onlyA, onlyB) => {
    const pValue = mcNemarTest(onlyA, onlyB);
    assert.ok(pValue > 0 && pValue <= 1);
    assert.equal(pValue, mcNemarTest(onlyB, onlyA));
  }));
});

Deno.test("mcNemarTest() gives a smaller chance to a more uneven split of as many clips", () => {
  fc.assert(fc.property(COUNT, COUNT, (few, more) => {
    fc.pre(few > 0 && few < more);
    assert.ok(mcNemarTest(few - 1, more + 1) < mcNemarTest(few, more));
  }));
});

Deno.test("mcNemarTest() refuses what is no count", () => {
  for (const [onlyA, onlyB] of [[-1, 2], [0.5, 1], [NaN, 1]] as const) {
    assert.throws(() => mcNemarTest(onlyA, onlyB), /split of .*: wanted whole numbers from 0/);
  }
});
