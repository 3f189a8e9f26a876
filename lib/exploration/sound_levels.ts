/** How loud a clip is, and how much of it sounds. */
export interface SoundLevels {
  /** Of the loudest sample, in dBFS: 0 is full scale, what is softer is below 0. */
  peakDbfs: number;
  /** Of the whole clip's root mean square, in dBFS; a full-scale sine has -3.01. */
  rmsDbfs: number;
  /** Seconds of the clip that are louder than {@linkcode SILENCE_DBFS}. */
  soundingSeconds: number;
}

/** What is softer counts as silence: a thousandth of full scale. */
const SILENCE_DBFS = -60;

/** Digital silence has no level in dB; nothing counts as softer than this, a tenth of 16-bit audio's smallest step less. */
const LOWEST_DBFS = -100;

/** Silence is looked for in blocks of this length. */
const BLOCK_SECONDS = 0.02;

/**
 * Measures a clip: what is far softer than the rest, clipped, or padded with silence stands out.
 *
 * @param waveform Mono samples in [-1, 1].
 */
export function soundLevels(waveform: Float32Array, sampleRateHz: number): SoundLevels {
  const length = Math.round(BLOCK_SECONDS * sampleRateHz);
  const blocks = Array.from(
    { length: Math.ceil(waveform.length / length) },
    (_, block) => waveform.subarray(block * length, (block + 1) * length),
  );
  const sounding = blocks.filter((block) => decibels(rootMeanSquare(block)) > SILENCE_DBFS);
  return {
    peakDbfs: decibels(waveform.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)),
    rmsDbfs: decibels(rootMeanSquare(waveform)),
    soundingSeconds: sounding.reduce((sum, block) => sum + block.length, 0) / sampleRateHz,
  };
}

function rootMeanSquare(samples: Float32Array): number {
  const squares = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return Math.sqrt(squares / Math.max(1, samples.length));
}

function decibels(amplitude: number): number {
  return Math.max(LOWEST_DBFS, 20 * Math.log10(amplitude));
}
