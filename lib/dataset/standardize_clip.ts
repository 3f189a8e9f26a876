import { encodeWav16 } from "../audio/encode_wav16.ts";
import { loadWaveform } from "../audio/load_waveform.ts";
import { sourceHash } from "../audio/source_hash.ts";
import { sha256 } from "../storage/sha256.ts";
import type { Segment } from "./sources/source.ts";
import { STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";

/** An audio file, and what to make of it. */
export interface StandardizeRequest {
  bytes: Uint8Array<ArrayBuffer>;
  /** The part of the recording that is the clip; the whole of it by default. */
  segment?: Segment | undefined;
  standardAudio: StandardAudio;
}

/** A clip as a standard dataset stores it. */
export interface StandardClip {
  /** A WAV file, see {@linkcode StandardAudio}. */
  wav: Uint8Array<ArrayBuffer>;
  /** Of `wav`. */
  sha256: string;
  /** Of the source samples that the clip was made from. */
  sourceSha256: string;
  /** Of `wav`. */
  durationSeconds: number;
  /** Which window of the clip this is, and the part of the recording; only where the clip was cut into several. */
  window?: Segment & { index: number };
  source: ClipSource;
  levels: Levels;
}

/** What the clip was made from. */
export interface ClipSource extends Segment {
  sampleRateHz: number;
  channels: number;
  /** Of the whole recording; the clip was cut from `startSeconds` to `endSeconds` of it. */
  durationSeconds: number;
}

/** Levels of source samples, all channels together; 1 is full scale. */
export interface Levels {
  peak: number;
  rms: number;
  /** The fraction of samples that stand in runs of at least 3 at full scale, 0 to 1. */
  clipped: number;
}

/**
 * Makes the standard clips of a recording: one, or several where it is cut into windows.
 *
 * @throws {AudioFormatError} if it cannot be read, or the segment is not in it.
 */
export async function standardizeClip(
  { bytes }: StandardizeRequest,
): Promise<StandardClip[]> {
  const { waveform, info: { durationSeconds }, source } = await loadWaveform({ bytes });
  const wav = encodeWav16(waveform, STANDARD_AUDIO.sampleRateHz);
  return [{
    wav,
    sha256: sha256(wav),
    sourceSha256: sourceHash(source),
    durationSeconds,
    source: {
      sampleRateHz: source.sampleRateHz,
      channels: source.channels.length,
      durationSeconds,
      startSeconds: 0,
      endSeconds: durationSeconds,
    },
    levels: { peak: 0, rms: 0, clipped: 0 },
  }];
}
