/** Numbers for JSON, with the seven digits that float32 holds and without the tail of their conversion to double. */
export function jsonNumbers(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(7)));
}
