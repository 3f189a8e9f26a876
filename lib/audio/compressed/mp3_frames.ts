import { brokenFile, truncatedFile } from "../audio_format_error.ts";
import { sniffFormat } from "../sniff_format.ts";
import { id3Length } from "./id3.ts";
import { type Mp3Header, readMp3Header } from "./mp3_header.ts";

/** What the frames of an MP3 file are, from the first to the last. */
export interface Mp3Frames {
  sampleRateHz: number;
  channels: 1 | 2;
  /** Of each channel, before the encoder's delay and padding are taken off. */
  samples: number;
  /** Where the frames start and end. */
  start: number;
  end: number;
}

/** What may follow the last frame: ID3v1, APE and Lyrics3 tags. */
const END_TAGS = ["TAG", "APETAGEX", "LYRICSBEGIN"];

/**
 * Walks the frames of an MP3 file, each of which has to start where the one before ends. MP3 has no length and
 * no checksum of its samples: this finds what is cut within a frame or overwritten, and, where the encoder left
 * their number, missing frames; it does not find flipped bits within a frame.
 *
 * @throws {AudioFormatError} if there is something else between the frames, frames are missing, or rate or
 * channels change.
 */
export function readMp3Frames(bytes: Uint8Array): Mp3Frames {
  const start = firstFrame(bytes);
  const first = readMp3Header(bytes, start);
  if (!first) throw noFrame(bytes.subarray(start));
  const stated = statedFrames(bytes, start, first);
  let [at, count] = [start, 0];
  while (at < bytes.length && !isEnd(bytes, at)) {
    const frame = readMp3Header(bytes, at);
    if (!frame) throw brokenFile("MP3", `no frame starts at byte ${at}, where one should`);
    if (frame.sampleRateHz !== first.sampleRateHz || frame.channels !== first.channels) {
      throw brokenFile("MP3", `its sample rate or channels change at byte ${at}`);
    }
    at += frame.bytes;
    count++;
  }
  if (at > bytes.length) throw truncatedFile("MP3", "it ends within a frame");
  if (stated !== undefined && count < stated) {
    throw truncatedFile("MP3", `it should hold ${stated} frames, got ${count}`);
  }
  const frames = stated === undefined ? count : count - 1; // the tag has one to itself, which some encoders count
  if (frames === 0) throw brokenFile("MP3", "it holds no samples");
  const { sampleRateHz, channels } = first;
  return { sampleRateHz, channels, samples: frames * first.samples, start, end: at };
}

/** Titles and pictures stand before other formats too. */
function noFrame(audio: Uint8Array): Error {
  const found = audio.length > 0 ? `, but ${sniffFormat(audio)}` : "";
  return brokenFile("MP3", `it holds no frame of MPEG audio layer III${found}`);
}

/** Behind titles, pictures and zeros. */
function firstFrame(bytes: Uint8Array): number {
  let at = id3Length(bytes);
  while (bytes[at] === 0) at++;
  return at;
}

/** How many frames there are by the tag of the encoder, which stands in the first one. */
function statedFrames(bytes: Uint8Array, at: number, first: Mp3Header): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const xing = at + first.infoOffset;
  const vbri = at + 4 + 32;
  if (["Xing", "Info"].includes(ascii(bytes, xing, 4)) && xing + 12 <= bytes.length) {
    const hasCount = (view.getUint32(xing + 4) & 1) !== 0;
    return hasCount ? view.getUint32(xing + 8) : 0;
  }
  if (ascii(bytes, vbri, 4) === "VBRI" && vbri + 18 <= bytes.length) {
    return view.getUint32(vbri + 14);
  }
  return undefined;
}

function isEnd(bytes: Uint8Array, at: number): boolean {
  if (END_TAGS.some((tag) => ascii(bytes, at, tag.length) === tag)) return true;
  return bytes[at] === 0 && bytes.subarray(at).every((byte) => byte === 0);
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
