/** Bands of the log-mel spectrogram. */
export const MEL_BANDS = 64;

const LOWEST_HZ = 125;
const HIGHEST_HZ = 7500;
const LOWEST_MEL = hzToMel(LOWEST_HZ);
const BANDWIDTH_MEL = (hzToMel(HIGHEST_HZ) - LOWEST_MEL) / (MEL_BANDS + 1);

/** Weights that gather the bins of a spectrum into bands, for the range of bins that any band sees. */
export interface MelFilterbank {
  firstBin: number;
  bins: number;
  /** `bins` × {@linkcode MEL_BANDS}, row-major. */
  weights: Float32Array<ArrayBuffer>;
}

/**
 * Triangles that are equally wide on HTK's mel scale, 1127 ln(1 + f / 700), as
 * `tf.signal.linear_to_mel_weight_matrix` makes them.
 */
export function melFilterbank(fftLength: number, sampleRateHz: number): MelFilterbank {
  const binHz = sampleRateHz / fftLength;
  const firstBin = Math.floor(LOWEST_HZ / binHz) + 1;
  const bins = Math.ceil(HIGHEST_HZ / binHz) - firstBin;
  const weights = new Float32Array(bins * MEL_BANDS);
  for (let bin = 0; bin < bins; bin++) {
    const mel = hzToMel((firstBin + bin) * binHz);
    for (let band = 0; band < MEL_BANDS; band++) {
      const distance = Math.abs(mel - LOWEST_MEL - (band + 1) * BANDWIDTH_MEL) / BANDWIDTH_MEL;
      weights[bin * MEL_BANDS + band] = Math.max(0, 1 - distance);
    }
  }
  return { firstBin, bins, weights };
}

/** Where a frequency stands among the bands: 0 in the middle of the lowest, 63 in that of the highest. */
export function melBandOf(hz: number): number {
  return (hzToMel(hz) - LOWEST_MEL) / BANDWIDTH_MEL - 1;
}

function hzToMel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}
