/** What a WAV file of mono samples is written with. */
export interface WavBuffer {
  /** `pcm` in whole steps, or `float`. */
  format: "pcm" | "float";
  bytesPerSample: 2 | 4;
  sampleRateHz: number;
  samples: number;
}

const FORMAT_TAG = { pcm: 1, float: 3 };

/** RIFF, "WAVE", a 16-byte fmt chunk and the head of the data chunk. */
const PCM_HEADER_BYTES = 44;

/** Beside PCM, a fact chunk tells the number of samples. */
const FACT_BYTES = 12;

/**
 * A WAV file of one channel without its samples, and where these go: a plain header, as libsndfile writes
 * it, in which the samples are aligned to their width.
 *
 * @throws {RangeError} if it would be larger than the 4 GiB that a WAV file can say of itself.
 */
export function wavBuffer(
  { format, bytesPerSample, sampleRateHz, samples }: WavBuffer,
): { buffer: ArrayBuffer; dataOffset: number } {
  const dataOffset = PCM_HEADER_BYTES + (format === "float" ? FACT_BYTES : 0);
  const dataBytes = samples * bytesPerSample;
  if (dataOffset + dataBytes > 0xffff_ffff) {
    throw new RangeError(`Cannot write a WAV file of ${samples} samples: wanted less than 4 GiB`);
  }
  const buffer = new ArrayBuffer(dataOffset + dataBytes);
  const view = new DataView(buffer);
  writeAscii(view, 0, "RIFF");
  view.setUint32(4, buffer.byteLength - 8, true);
  writeAscii(view, 8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_TAG[format], true);
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * bytesPerSample, true); // bytes a second
  view.setUint16(32, bytesPerSample, true); // bytes a frame
  view.setUint16(34, bytesPerSample * 8, true); // bits a sample
  if (format === "float") {
    writeAscii(view, 36, "fact");
    view.setUint32(40, 4, true);
    view.setUint32(44, samples, true);
  }
  writeAscii(view, dataOffset - 8, "data");
  view.setUint32(dataOffset - 4, dataBytes, true);
  return { buffer, dataOffset };
}

function writeAscii(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}
