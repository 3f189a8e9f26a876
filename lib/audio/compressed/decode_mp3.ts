import { MPEGDecoder } from "mpg123-decoder";
import { brokenFile } from "../audio_format_error.ts";
import type { AudioLimits } from "../audio_limits.ts";
import type { DecodedAudio } from "../decode_wav.ts";
import { checkDecodedSize } from "../decoded_size.ts";
import { readMp3Frames } from "./mp3_frames.ts";
import { runDecoder, samplesOf } from "./run_decoder.ts";
import { SampleCollector } from "./sample_collector.ts";

/** Bytes given to the decoder at once: at most some 60,000 frames come out of them. */
const PIECE_BYTES = 2 ** 16;

/** The decoder's filters hold back one frame, an encoder's delay and padding take up to 2 x 4,095 samples. */
const MAX_LEFT_OUT = 1152 + 2 * 4095;

/**
 * Decodes an MP3 file (MPEG audio layer III) with mpg123. The delay and padding of the encoder are taken off where
 * its LAME tag tells them, as libsndfile does; else they stay as the file has them.
 *
 * @throws {AudioFormatError} if it is damaged (see `readMp3Frames()`), cut short, or too large for memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export async function decodeMp3(bytes: Uint8Array, limits?: AudioLimits): Promise<DecodedAudio> {
  const { sampleRateHz, channels, samples, start, end } = readMp3Frames(bytes);
  checkDecodedSize({ sampleRateHz, channels, samples }, limits);
  const collected = new SampleCollector(sampleRateHz, channels, limits);
  await runDecoder("MP3", async () => {
    const decoder = new MPEGDecoder();
    await decoder.ready;
    for (let at = start; at < end; at += PIECE_BYTES) {
      collected.add(samplesOf(decoder.decode(bytes.subarray(at, Math.min(at + PIECE_BYTES, end)))));
    }
  });
  if (collected.length === 0 || collected.length < samples - MAX_LEFT_OUT) {
    throw brokenFile("MP3", `it should hold ${samples} samples, got ${collected.length}`);
  }
  return { sampleRateHz, channels: collected.join(), encoding: "MPEG_LAYER_III" };
}
