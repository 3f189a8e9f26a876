import { AudioFormatError } from "./audio_format_error.ts";

/** Float samples may go over full scale, but beyond 24 dB over it they are integers or noise. */
const MAX_SAMPLE = 16;

/**
 * Checks that float samples can be audio with a full scale of -1 to 1.
 *
 * @throws {AudioFormatError} at the first that is NaN, infinite or far beyond full scale.
 */
export function checkSamples(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i] ?? 0;
    if (!(Math.abs(sample) <= MAX_SAMPLE)) {
      throw new AudioFormatError(
        `Cannot take float samples as audio: wanted -1 to 1, got ${sample} at ${i}. ` +
          "Scale them to full scale, 16-bit samples by 1 / 32768",
      );
    }
  }
}
