// @ts-check
/// <reference lib="dom" />

const HEADER_BYTES = 44;

/**
 * How large a WAV file of so many samples is.
 *
 * @param {number} samples
 */
export function wavBytes(samples) {
  return HEADER_BYTES + 2 * samples;
}

/**
 * A WAV file of 16 bits, mono.
 *
 * @param {readonly Float32Array[]} blocks Samples in [-1, 1], one block after the other.
 * @param {number} sampleRateHz
 * @returns {Blob}
 */
export function encodeWav(blocks, sampleRateHz) {
  const samples = blocks.reduce((sum, { length }) => sum + length, 0);
  const bytes = new DataView(new ArrayBuffer(wavBytes(samples)));
  /** @param {number} at @param {string} text */
  const write = (at, text) =>
    [...text].forEach((letter, n) => bytes.setUint8(at + n, letter.charCodeAt(0)));
  write(0, "RIFF");
  bytes.setUint32(4, HEADER_BYTES - 8 + 2 * samples, true);
  write(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true); // bytes of the format that follow
  bytes.setUint16(20, 1, true); // PCM
  bytes.setUint16(22, 1, true); // channels
  bytes.setUint32(24, sampleRateHz, true);
  bytes.setUint32(28, 2 * sampleRateHz, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  write(36, "data");
  bytes.setUint32(40, 2 * samples, true);
  let at = HEADER_BYTES;
  for (const block of blocks) {
    for (const sample of block) {
      bytes.setInt16(at, Math.round(32_767 * Math.max(-1, Math.min(1, sample))), true);
      at += 2;
    }
  }
  return new Blob([bytes.buffer], { type: "audio/wav" });
}
