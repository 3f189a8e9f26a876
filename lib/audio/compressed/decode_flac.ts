import { createHash } from "node:crypto";
import { brokenFile, truncatedFile } from "../audio_format_error.ts";
import type { AudioLimits } from "../audio_limits.ts";
import type { DecodedAudio } from "../decode_wav.ts";
import { checkDecodedSize } from "../decoded_size.ts";
import { readFlacFrame } from "./flac_frame.ts";
import { type FlacInfo, readFlacInfo } from "./flac_info.ts";
import { SampleCollector } from "./sample_collector.ts";

/**
 * Decodes a FLAC file (RFC 9639) of 4 to 32 bits and 1 to 8 channels, to the very samples that a WAV file of the
 * same width gives. Checked by the file's own checksums, length and MD5.
 *
 * Our own, as what npm has is not exact: `@wasm-audio-decoders/flac` scales by 32767, and knows no 12 or 20
 * bits; `libflacjs` guesses at bytes.
 *
 * @throws {AudioFormatError} if it is damaged, cut short, of unknown length, or too large for memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export function decodeFlac(bytes: Uint8Array, limits?: AudioLimits): DecodedAudio {
  const info = readFlacInfo(bytes);
  const { sampleRateHz, channels, bitsPerSample, samples = Infinity, md5 } = info;
  if (samples === Infinity && md5 === undefined) {
    throw brokenFile("FLAC", "its length is unknown, as when it was written to a pipe");
  }
  checkDecodedSize({ sampleRateHz, channels, samples: info.samples ?? 0 }, limits);
  const collected = new SampleCollector(sampleRateHz, channels, limits);
  const hash = createHash("md5");
  for (let at = info.framesOffset; at < bytes.length && collected.length < samples;) {
    const frame = readFlacFrame(bytes.subarray(at, at + MAX_FRAME_BYTES), info);
    at += frame.bytes;
    hash.update(toPcm(frame.channels, bitsPerSample));
    collected.add(frame.channels.map((channel) => toFloats(channel, bitsPerSample)));
  }
  checkEnd(info, collected.length, hash.digest("hex"));
  return { sampleRateHz, channels: collected.join(), encoding: encodingOf(bitsPerSample) };
}

/** 65,535 samples of 8 channels of 32 bits as they are, and their headers; an encoder writes no more. */
const MAX_FRAME_BYTES = 3 * 2 ** 20;

function checkEnd({ samples, md5 }: FlacInfo, found: number, foundMd5: string): void {
  if (found === 0) throw brokenFile("FLAC", "it holds no samples");
  if (samples !== undefined && found < samples) {
    throw truncatedFile("FLAC", `it should hold ${samples} samples, got ${found}`);
  }
  if (samples !== undefined && found > samples) {
    throw brokenFile("FLAC", `it should hold ${samples} samples, got ${found}`);
  }
  if (md5 !== undefined && foundMd5 !== md5) {
    throw brokenFile("FLAC", "it is damaged or incomplete: the MD5 of its samples differs");
  }
}

/** What the MD5 is over: the samples interleaved, in as few whole bytes as they need, the lowest byte first. */
function toPcm(channels: readonly Float64Array[], bitsPerSample: number): Uint8Array {
  const width = Math.ceil(bitsPerSample / 8);
  const frameBytes = channels.length * width;
  const pcm = new Uint8Array((channels[0]?.length ?? 0) * frameBytes);
  channels.forEach((samples, channel) => {
    for (let i = 0; i < samples.length; i++) {
      const at = i * frameBytes + channel * width;
      const value = samples[i] ?? 0;
      for (let byte = 0; byte < width; byte++) pcm[at + byte] = value >> 8 * byte;
    }
  });
  return pcm;
}

function toFloats(values: Float64Array, bitsPerSample: number): Float32Array {
  const scale = 2 ** (1 - bitsPerSample);
  const floats = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) floats[i] = (values[i] ?? 0) * scale;
  return floats;
}

/** The WAV encoding that holds the same samples. */
function encodingOf(bitsPerSample: number): DecodedAudio["encoding"] {
  if (bitsPerSample <= 8) return "PCM_S8";
  if (bitsPerSample <= 16) return "PCM_16";
  return bitsPerSample <= 24 ? "PCM_24" : "PCM_32";
}
