import { emptyFile, unsupportedFile } from "../audio_format_error.ts";
import type { AudioLimits } from "../audio_limits.ts";
import type { DecodedAudio } from "../decode_wav.ts";
import { type OggPage, oggPages } from "./ogg_pages.ts";

/** How the first packet of a stream starts, and what then is in it. */
const CODECS: readonly (readonly [start: string, name: string])[] = [
  ["OpusHead", "Opus"],
  ["\x01vorbis", "Vorbis"],
  ["\x7fFLAC", "FLAC in Ogg"],
  ["Speex", "Speex"],
  ["\x80theora", "Theora video"],
];

/**
 * Decodes an Ogg file with one stream of Vorbis or Opus in it.
 *
 * @throws {AudioFormatError} if it is damaged, cut short, of another codec, or too large for memory.
 * @throws {AudioLimitError} if there are limits and it is beyond one.
 */
export async function decodeOgg(bytes: Uint8Array, limits?: AudioLimits): Promise<DecodedAudio> {
  const pages = [...oggPages(bytes)];
  const codec = codecOf(pages);
  if (codec === "Opus") return await (await import("./decode_opus.ts")).decodeOpus(pages, limits);
  if (codec === "Vorbis") {
    return await (await import("./decode_vorbis.ts")).decodeVorbis(pages, limits);
  }
  throw unsupportedFile("Ogg", "Vorbis or Opus", codec);
}

function codecOf([first]: readonly OggPage[]): string {
  if (!first) throw emptyFile();
  const start = String.fromCharCode(...(first.parts[0] ?? new Uint8Array()).subarray(0, 8));
  return CODECS.find(([magic]) => start.startsWith(magic))?.[1] ?? "an unknown codec";
}
