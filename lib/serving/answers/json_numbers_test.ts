import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonNumbers } from "./json_numbers.ts";

/** Digits of a number as JSON has it, without zeros before and behind. */
function digits(value: number): string {
  return String(value).replace(/e.*/, "").replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
}

Deno.test("jsonNumbers() keeps each float32, with at most seven digits of its nearest decimal", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ min: 0, max: 1, noNaN: true }),
      ),
      (value) => {
        const [number = NaN] = jsonNumbers(Float32Array.of(value));
        assert.ok(digits(number).length <= 7, `${number}`);
        assert.ok(Math.abs(number - value) <= 0.5000001e-6 * Math.abs(value), `${number}`);
      },
    ),
    { numRuns: 20_000 },
  );
});
