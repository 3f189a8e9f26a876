import { wavBuffer } from "./wav_buffer.ts";

/** Encodes mono samples as a 32-bit float WAV file (WAVE_FORMAT_IEEE_FLOAT), every sample as it is. */
export function encodeWavFloat(
  samples: Float32Array,
  sampleRateHz: number,
): Uint8Array<ArrayBuffer> {
  const { buffer, dataOffset } = wavBuffer({
    format: "float",
    bytesPerSample: 4,
    sampleRateHz,
    samples: samples.length,
  });
  new Float32Array(buffer, dataOffset).set(samples);
  return new Uint8Array(buffer);
}
