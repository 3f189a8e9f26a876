/**
 * White noise in [-0.5, 0.5), the same on every machine: a linear congruential generator with Numerical
 * Recipes' constants.
 */
export function whiteNoise(length: number): Float32Array<ArrayBuffer> {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}
