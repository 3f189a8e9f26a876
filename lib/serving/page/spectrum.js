// @ts-check

/**
 * Magnitudes of the spectrum of a real signal, by the fast Fourier transform of J. W. Cooley and
 * J. W. Tukey, radix 2.
 *
 * @param {number} size A power of two.
 * @returns {(samples: Float64Array) => Float64Array} From `size` samples to `size / 2 + 1` magnitudes, which
 * are overwritten by the next call.
 */
export function spectrumOf(size) {
  const cosines = Float64Array.from(
    { length: size / 2 },
    (_, k) => Math.cos(2 * Math.PI * k / size),
  );
  const sines = Float64Array.from(
    { length: size / 2 },
    (_, k) => -Math.sin(2 * Math.PI * k / size),
  );
  const reversed = bitReversal(size);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const magnitudes = new Float64Array(size / 2 + 1);
  return (samples) => {
    reversed.forEach((from, to) => real[to] = samples[from] ?? 0);
    imaginary.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) butterfly(start + k, start + k + half, k * stride);
      }
    }
    return magnitudes.map((_, bin, all) =>
      all[bin] = Math.hypot(real[bin] ?? 0, imaginary[bin] ?? 0)
    );
  };

  /**
   * @param {number} upper
   * @param {number} lower
   * @param {number} turn
   */
  function butterfly(upper, lower, turn) {
    const [cosine, sine] = [cosines[turn] ?? 0, sines[turn] ?? 0];
    const [a, b] = [real[lower] ?? 0, imaginary[lower] ?? 0];
    const turnedReal = a * cosine - b * sine;
    const turnedImaginary = a * sine + b * cosine;
    real[lower] = (real[upper] ?? 0) - turnedReal;
    imaginary[lower] = (imaginary[upper] ?? 0) - turnedImaginary;
    real[upper] = (real[upper] ?? 0) + turnedReal;
    imaginary[upper] = (imaginary[upper] ?? 0) + turnedImaginary;
  }
}

/**
 * @param {number} size
 * @returns {Uint16Array} Each index with its bits in reverse order.
 */
function bitReversal(size) {
  const order = new Uint16Array(size);
  for (let index = 1; index < size; index++) {
    order[index] = ((order[index >> 1] ?? 0) >> 1) | (index & 1 ? size >> 1 : 0);
  }
  return order;
}
