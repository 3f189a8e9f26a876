/** Fills `target` with the samples from index `start` on, and with zeros before their start and behind their end. */
export function copyPadded(samples: Float32Array, start: number, target: Float32Array): void {
  const from = Math.max(0, start);
  const cut = samples.subarray(from, Math.max(from, start + target.length));
  target.fill(0, 0, from - start);
  target.set(cut, from - start);
  target.fill(0, from - start + cut.length);
}
