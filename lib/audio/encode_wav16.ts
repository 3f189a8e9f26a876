/** Bytes before the samples: the RIFF header, a 16-byte fmt chunk and the head of the data chunk. */
const HEADER_BYTES = 44;

/**
 * Encodes mono samples in [-1, 1] as a 16-bit PCM WAV file. Samples are rounded to the nearest step and
 * clamped to full scale.
 */
export function encodeWav16(samples: Float32Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const dataBytes = samples.length * 2;
  const buffer = new ArrayBuffer(HEADER_BYTES + dataBytes);
  const view = new DataView(buffer);
  writeAscii(view, 0, "RIFF");
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  writeAscii(view, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true); // bytes a second
  view.setUint16(32, 2, true); // bytes a frame
  view.setUint16(34, 16, true); // bits a sample
  writeAscii(view, 36, "data");
  view.setUint32(40, dataBytes, true);
  const steps = new Int16Array(buffer, HEADER_BYTES);
  for (let i = 0; i < samples.length; i++) {
    steps[i] = Math.max(-0x8000, Math.min(0x7fff, Math.round((samples[i] ?? 0) * 0x8000)));
  }
  return new Uint8Array(buffer);
}

function writeAscii(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}
