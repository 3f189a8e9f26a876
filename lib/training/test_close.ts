import assert from "node:assert/strict";

/** For tests: fails where two vectors differ by more than `tolerance` anywhere. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    assert.ok(difference <= tolerance, `value ${i}: got ${actual[i]}, wanted ${expected[i]}`);
  }
}
