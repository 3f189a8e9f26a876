import { notAudio } from "./audio_format_error.ts";
import type { AudioLimits } from "./audio_limits.ts";
import { id3Length } from "./compressed/id3.ts";
import { readMp3Header } from "./compressed/mp3_header.ts";
import { type DecodedAudio, decodeWav } from "./decode_wav.ts";
import { sniffFormat } from "./sniff_format.ts";

/**
 * Decodes an audio file, by its first bytes whatever its name: WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3. The decoder
 * of another format than WAV is loaded when the first such file comes.
 *
 * AAC (M4A, MP4) is refused by name: the decoders of it on npm are GPL.
 *
 * @throws {AudioFormatError} if it is something else, damaged, cut short, or would not fit into memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export async function decodeAudio(bytes: Uint8Array, limits?: AudioLimits): Promise<DecodedAudio> {
  const tagBytes = id3Length(bytes);
  const audio = bytes.subarray(tagBytes);
  const start = String.fromCharCode(...audio.subarray(0, 4));
  if (["RIFF", "RF64", "BW64"].includes(start) || bytes.length === 0) {
    return decodeWav(audio, limits);
  }
  if (start === "fLaC") {
    return (await import("./compressed/decode_flac.ts")).decodeFlac(audio, limits);
  }
  if (start === "OggS") {
    return await (await import("./compressed/decode_ogg.ts")).decodeOgg(audio, limits);
  }
  if (tagBytes > 0 || readMp3Header(bytes, 0)) {
    return await (await import("./compressed/decode_mp3.ts")).decodeMp3(bytes, limits);
  }
  throw notAudio("WAV, FLAC, Ogg Vorbis, Ogg Opus or MP3", sniffFormat(bytes));
}
