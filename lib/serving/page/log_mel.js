// @ts-check
import { spectrumOf } from "./spectrum.js";

/*
 * The model's own front end, for the eye: a test holds it against the one in the model (lib/backbone).
 */

const SAMPLE_RATE_HZ = 16_000;
const WINDOW = 400;
const HOP = 160;
const FFT = 512;
export const BANDS = 64;
const LOWEST_HZ = 125;
const HIGHEST_HZ = 7500;
const LOG_OFFSET = 0.001;

/** From one column of the spectrogram to the next. */
export const HOP_SECONDS = HOP / SAMPLE_RATE_HZ;
/** The middle of the first column. */
export const FIRST_SECONDS = WINDOW / 2 / SAMPLE_RATE_HZ;

/**
 * The logarithm of a mel spectrogram: windows of 25 ms every 10 ms, the last ones filled up with silence.
 *
 * @param {Float32Array} waveform At 16 kHz.
 * @returns {Float32Array[]} For each of the 64 bands, the lowest first, a value every 10 ms.
 */
export function logMel(waveform) {
  const columns = Math.ceil(waveform.length / HOP);
  const bands = Array.from({ length: BANDS }, () => new Float32Array(columns));
  const spectrum = spectrumOf(FFT);
  const hann = Float64Array.from(
    { length: WINDOW },
    (_, n) => 0.5 - 0.5 * Math.cos(2 * Math.PI * n / WINDOW),
  );
  const weights = melWeights();
  const windowed = new Float64Array(FFT);
  for (let column = 0; column < columns; column++) {
    hann.forEach((weight, n) => windowed[n] = weight * (waveform[column * HOP + n] ?? 0));
    const magnitudes = spectrum(windowed);
    weights.forEach(({ first, values }, band) => {
      const sum = values.reduce((sum, weight, k) => sum + weight * (magnitudes[first + k] ?? 0), 0);
      const row = bands[band];
      if (row) row[column] = Math.log(sum + LOG_OFFSET);
    });
  }
  return bands;
}

/**
 * Where a frequency stands among the bands: 0 in the middle of the lowest, 63 in that of the highest.
 *
 * @param {number} hz
 * @returns {number}
 */
export function melBandOf(hz) {
  const lowest = melOf(LOWEST_HZ);
  return (melOf(hz) - lowest) * (BANDS + 1) / (melOf(HIGHEST_HZ) - lowest) - 1;
}

/**
 * @param {number} hz
 * @returns {number} On HTK's mel scale.
 */
function melOf(hz) {
  return 1127 * Math.log(1 + hz / 700);
}

/** @returns {{ first: number, values: number[] }[]} For each band a triangle over the spectrum's bins, from its first bin on. */
function melWeights() {
  const bins = Array.from(
    { length: FFT / 2 + 1 },
    (_, bin) => melBandOf(bin * SAMPLE_RATE_HZ / FFT),
  );
  return Array.from({ length: BANDS }, (_, band) => {
    const first = bins.findIndex((place) => place > band - 1);
    const values = bins.slice(first).filter((place) => place < band + 1)
      .map((place) => 1 - Math.abs(place - band));
    return { first, values };
  });
}
