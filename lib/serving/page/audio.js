// @ts-check
/// <reference lib="dom" />

/** What the model hears. */
export const SAMPLE_RATE_HZ = 16_000;

/**
 * Decodes a recording as the browser can: mono, at 16 kHz.
 *
 * @param {Blob} recording
 * @returns {Promise<Float32Array>} Samples, mostly in [-1, 1].
 * @throws {DOMException} if this browser cannot read the format.
 */
export async function decodeAudio(recording) {
  const context = new OfflineAudioContext(1, 1, SAMPLE_RATE_HZ);
  const buffer = await context.decodeAudioData(await recording.arrayBuffer());
  const channels = Array.from(
    { length: buffer.numberOfChannels },
    (_, n) => buffer.getChannelData(n),
  );
  const mono = new Float32Array(buffer.length);
  for (const channel of channels) {
    channel.forEach((sample, n) => mono[n] = (mono[n] ?? 0) + sample / channels.length);
  }
  return mono;
}

/**
 * A waveform's outline: its lowest and highest sample in each of `parts` equal parts.
 *
 * @param {Float32Array} waveform
 * @param {number} parts
 * @returns {{ seconds: number[], low: number[], high: number[] }}
 */
export function outlineOf(waveform, parts) {
  const length = Math.max(1, waveform.length / parts);
  const starts = Array.from({ length: Math.ceil(waveform.length / length) }, (_, n) => n * length);
  const pieces = starts.map((start) =>
    waveform.subarray(Math.floor(start), Math.ceil(start + length))
  );
  return {
    seconds: starts.map((start) => (start + length / 2) / SAMPLE_RATE_HZ),
    low: pieces.map((piece) => piece.reduce((low, sample) => Math.min(low, sample), Infinity)),
    high: pieces.map((piece) => piece.reduce((high, sample) => Math.max(high, sample), -Infinity)),
  };
}
