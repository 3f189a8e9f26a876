import { wavBuffer } from "./wav_buffer.ts";

/**
 * Encodes mono samples in [-1, 1] as a 16-bit PCM WAV file. Samples are rounded to the nearest step and
 * clamped to full scale.
 */
export function encodeWav16(samples: Float32Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const { buffer, dataOffset } = wavBuffer({
    format: "pcm",
    bytesPerSample: 2,
    sampleRateHz,
    samples: samples.length,
  });
  const steps = new Int16Array(buffer, dataOffset);
  for (let i = 0; i < samples.length; i++) {
    steps[i] = Math.max(-0x8000, Math.min(0x7fff, Math.round((samples[i] ?? 0) * 0x8000)));
  }
  return new Uint8Array(buffer);
}
