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
    steps[i] = toStep((samples[i] ?? 0) * 0x8000);
  }
  return new Uint8Array(buffer);
}

/** Not by Math.round(), Math.min() and Math.max(): these mind the sign of zero and take five times as long. */
function toStep(value: number): number {
  if (value >= 0x7fff) return 0x7fff;
  if (value <= -0x8000) return -0x8000;
  return Math.floor(value + 0.5);
}
