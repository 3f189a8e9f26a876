import { AudioFormatError } from "./audio_format_error.ts";
import { G711 } from "./g711.ts";
import { readWavHeader, type WavEncoding, type WavHeader } from "./wav_header.ts";

/** A decoded recording. */
export interface DecodedAudio {
  sampleRateHz: number;
  /** The samples of each channel, all of one length, at least 1. Full scale is -1 to 1. */
  channels: Float32Array<ArrayBuffer>[];
  /** How they were stored. */
  encoding: WavEncoding;
}

/** Float files may go over full scale, but not by more: beyond 24 dB they hold integers or noise. */
const MAX_FLOAT_SAMPLE = 16;

/**
 * Decodes a WAV file.
 *
 * @throws {AudioFormatError} see {@linkcode readWavHeader}; also if a float sample is NaN, infinite or
 * far beyond full scale.
 */
export function decodeWav(bytes: Uint8Array): DecodedAudio {
  const header = readWavHeader(bytes);
  const { sampleRateHz, encoding } = header;
  const channels = encoding === "PCM_16"
    ? readInt16Channels(bytes, header)
    : readChannels(bytes, header);
  if (encoding === "FLOAT" || encoding === "DOUBLE") checkFloats(channels);
  return { sampleRateHz, channels, encoding };
}

/** The usual case, read without a call for each sample. */
function readInt16Channels(
  bytes: Uint8Array,
  { channels, frames, dataOffset }: WavHeader,
): Float32Array<ArrayBuffer>[] {
  const data = bytes.subarray(dataOffset, dataOffset + frames * channels * 2);
  const aligned = data.byteOffset % 2 === 0 ? data : data.slice();
  const interleaved = new Int16Array(aligned.buffer, aligned.byteOffset, frames * channels);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0, at = channel; i < frames; i++, at += channels) {
      samples[i] = (interleaved[at] ?? 0) / 0x8000;
    }
    return samples;
  });
}

const SAMPLE_READERS: Record<WavEncoding, (view: DataView, at: number) => number> = {
  PCM_U8: (view, at) => (view.getUint8(at) - 0x80) / 0x80,
  PCM_16: (view, at) => view.getInt16(at, true) / 0x8000,
  PCM_24: (view, at) => (view.getUint8(at) | view.getInt16(at + 1, true) << 8) / 0x80_0000,
  PCM_32: (view, at) => view.getInt32(at, true) / 0x8000_0000,
  FLOAT: (view, at) => view.getFloat32(at, true),
  DOUBLE: (view, at) => view.getFloat64(at, true),
  ALAW: (view, at) => (G711.aLaw[view.getUint8(at)] ?? 0) / 0x8000,
  ULAW: (view, at) => (G711.muLaw[view.getUint8(at)] ?? 0) / 0x8000,
};

function readChannels(bytes: Uint8Array, header: WavHeader): Float32Array<ArrayBuffer>[] {
  const { encoding, channels, frames, bytesPerSample, dataOffset } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset);
  const read = SAMPLE_READERS[encoding];
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0; i < frames; i++) {
      samples[i] = read(view, (i * channels + channel) * bytesPerSample);
    }
    return samples;
  });
}

function checkFloats(channels: readonly Float32Array[]): void {
  for (const samples of channels) {
    const at = samples.findIndex((sample) => !(Math.abs(sample) <= MAX_FLOAT_SAMPLE));
    if (at >= 0) {
      throw new AudioFormatError(
        `Cannot decode WAV: wanted float samples from -1 to 1, got ${
          samples[at]
        } in frame ${at}. ` +
          "Write it anew with samples scaled to full scale",
      );
    }
  }
}
