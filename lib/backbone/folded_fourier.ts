/** Matrices that take the two halves of folded windows to the parts of their spectrum. */
export interface FoldedFourier {
  /** Even half to real part: `windowLength / 2` × `bins`, row-major. */
  cosines: Float32Array<ArrayBuffer>;
  /** Odd half to imaginary part, of the same shape; the sign is left out. */
  sines: Float32Array<ArrayBuffer>;
}

/**
 * The Fourier transform of windows under a periodic Hann curve, as two matrices.
 *
 * Counting time from the window's middle changes the spectrum's phases, not its magnitudes. Counted so,
 * the curve is even, the real part sees only x[m] + x[-m] and the imaginary part only x[m] - x[-m]: half
 * the multiplications. Row m of a matrix is m samples from the middle. The first sample of the window
 * has no partner, and needs none, as the curve is 0 there.
 */
export function foldedFourier(
  { windowLength, fftLength, firstBin, bins }: {
    windowLength: number;
    fftLength: number;
    firstBin: number;
    bins: number;
  },
): FoldedFourier {
  const half = windowLength / 2;
  const cosines = new Float32Array(half * bins);
  const sines = new Float32Array(half * bins);
  for (let m = 0; m < half; m++) {
    const hann = 0.5 + 0.5 * Math.cos(Math.PI * m / half);
    // Folding counts the middle twice.
    const weight = m === 0 ? hann / 2 : hann;
    for (let bin = 0; bin < bins; bin++) {
      const angle = 2 * Math.PI * m * (firstBin + bin) / fftLength;
      cosines[m * bins + bin] = weight * Math.cos(angle);
      sines[m * bins + bin] = weight * Math.sin(angle);
    }
  }
  return { cosines, sines };
}
