import type { AudioLimits } from "./audio_limits.ts";
import { checkSamples } from "./check_samples.ts";
import { checkDecodedSize } from "./decoded_size.ts";
import { type StoredSamples, storedSamples } from "./stored_samples.ts";
import type { WavEncoding } from "./wav_format.ts";
import { readWavHeader } from "./wav_header.ts";

/** A recording as samples. */
export interface SourceAudio {
  sampleRateHz: number;
  /** The samples of each channel, all of one length. Full scale is -1 to 1. */
  channels: Float32Array<ArrayBuffer>[];
}

/** A decoded file: at least 1 channel of at least 1 sample. */
export interface DecodedAudio extends SourceAudio {
  /** How they were stored, by the names of libsndfile's subtypes. */
  encoding: WavEncoding | "PCM_S8" | "VORBIS" | "OPUS" | "MPEG_LAYER_III";
}

/**
 * Decodes a WAV file: 8 to 32-bit PCM, 32 and 64-bit float, A-law and mu-law, any number of channels.
 *
 * @throws {AudioFormatError} if it is no WAV file, is cut short, contradicts itself, or has a codec that is
 * not read here; also if a float sample is NaN, infinite or far beyond full scale, or there are too many.
 * @throws {AudioLimitError} before the samples are read, if there are limits and it is beyond one.
 */
export function decodeWav(bytes: Uint8Array, limits?: AudioLimits): DecodedAudio {
  const header = readWavHeader(bytes);
  checkDecodedSize({ ...header, samples: header.frames }, limits);
  const { sampleRateHz, encoding } = header;
  const stored = storedSamples(bytes, header);
  const channels = Array.from(
    { length: header.channels },
    (_, channel) => readChannel(stored, channel, header.channels),
  );
  if (encoding === "FLOAT" || encoding === "DOUBLE") channels.forEach(checkSamples);
  return { sampleRateHz, channels, encoding };
}

function readChannel(
  { values, zero, scale }: StoredSamples,
  channel: number,
  channels: number,
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(values.length / channels);
  for (let i = 0, at = channel; i < samples.length; i++, at += channels) {
    samples[i] = ((values[at] ?? 0) - zero) * scale;
  }
  return samples;
}
