/** Sample rate of everything behind the decoder, in Hz. */
export const SAMPLE_RATE_HZ = 16_000;

/** Samples that one frame's log-mel patch is made from: 0.96 s and the rest of its last STFT window (0.975 s). */
export const FRAME_LENGTH = 15_600;

/** Samples from one frame's start to the next one's: 0.48 s. */
export const FRAME_HOP = 7_680;

/**
 * How many frames a waveform of `samples` samples at 16 kHz gives: at least 1, the last one padded with
 * zeros, by the rule of `pad_waveform` in upstream's features.py
 * (https://github.com/tensorflow/models/tree/master/research/audioset/yamnet).
 */
export function frameCount(samples: number): number {
  return 1 + Math.ceil(Math.max(0, samples - FRAME_LENGTH) / FRAME_HOP);
}

/** Start and end of a frame in milliseconds; the last frame ends with the clip. */
export function frameTimes(
  frame: number,
  durationSeconds: number,
): { startMs: number; endMs: number } {
  const startMs = frame * FRAME_HOP * 1000 / SAMPLE_RATE_HZ;
  const endMs = startMs + FRAME_LENGTH * 1000 / SAMPLE_RATE_HZ;
  return { startMs, endMs: Math.min(endMs, Math.round(durationSeconds * 1000)) };
}
