/** White noise from -0.5 to 0.5: what is in the samples does not change how long they take. */
export function noise(samples: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: samples }, () => Math.random() - 0.5);
}
