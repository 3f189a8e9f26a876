/** Levels of a recording, all channels together; 1 is full scale. */
export interface Levels {
  /** The largest absolute sample, 0 and up: float samples may go over full scale. */
  peak: number;
  /** Root of the mean square. */
  rms: number;
  /** The fraction of samples that stand in runs of at least 3 at full scale, 0 to 1. */
  clipped: number;
}

/** The highest sample of 16-bit PCM: what was clipped there does not lie higher in a wider copy. */
const FULL_SCALE = 0x7fff / 0x8000;

/** The highest samples of encodings that end below that. */
const FULL_SCALES: Readonly<Record<string, number>> = {
  PCM_U8: 0x7f / 0x80,
  PCM_S8: 0x7f / 0x80,
  ALAW: 32_256 / 0x8000,
  ULAW: 32_124 / 0x8000,
};

/** One or two samples at full scale may be a peak that fits exactly; more are a peak that was cut off. */
const MIN_RUN = 3;

/**
 * Measures a recording's samples as they were decoded.
 *
 * @param encoding How they were stored, which says what full scale is.
 */
export function measureLevels(channels: readonly Float32Array[], encoding: string): Levels {
  const fullScale = FULL_SCALES[encoding] ?? FULL_SCALE;
  let [peak, squares, clipped, count] = [0, 0, 0, 0];
  for (const samples of channels) {
    const channel = measure(samples);
    peak = Math.max(peak, channel.peak);
    squares += channel.squares;
    if (channel.peak >= fullScale) clipped += countClipped(samples, fullScale);
    count += samples.length;
  }
  if (count === 0) return { peak: 0, rms: 0, clipped: 0 };
  return { peak, rms: Math.sqrt(squares / count), clipped: clipped / count };
}

function measure(samples: Float32Array): { peak: number; squares: number } {
  let [lowest, highest, squares] = [0, 0, 0];
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    squares += sample * sample;
    if (sample > highest) highest = sample;
    else if (sample < lowest) lowest = sample;
  }
  return { peak: Math.max(-lowest, highest), squares };
}

function countClipped(samples: Float32Array, fullScale: number): number {
  let [clipped, run] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    run = Math.abs(samples[i] ?? 0) >= fullScale ? run + 1 : 0;
    if (run === MIN_RUN) clipped += MIN_RUN;
    else if (run > MIN_RUN) clipped++;
  }
  return clipped;
}
