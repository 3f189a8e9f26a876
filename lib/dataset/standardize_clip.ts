import { checkSamples } from "../audio/check_samples.ts";
import { cutAudio } from "../audio/cut_audio.ts";
import { decodeAudio } from "../audio/decode_audio.ts";
import type { DecodedAudio } from "../audio/decode_wav.ts";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { encodeWavFloat } from "../audio/encode_wav_float.ts";
import { type Levels, measureLevels } from "../audio/levels.ts";
import { normaliseLoudness, normalisePeak } from "../audio/normalise.ts";
import { sourceHash } from "../audio/source_hash.ts";
import { toWaveform } from "../audio/to_waveform.ts";
import { sha256 } from "../storage/sha256.ts";
import { freeArrays } from "../workers/free_arrays.ts";
import { type Cut, cutClips } from "./cut_clips.ts";
import type { Segment } from "./sources/source.ts";
import type { StandardAudio } from "./standard_audio.ts";

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
  /** Which window this is, and where it lies in the recording; only where the clip is longer than one. */
  window?: Segment & { index: number };
  source: ClipSource;
  /** Of the source samples that the clip was made from. */
  levels: Levels;
}

/** What the clip was made from: `startSeconds` to `endSeconds` of a recording. */
export interface ClipSource extends Segment {
  sampleRateHz: number;
  channels: number;
  /** Of the whole recording. */
  durationSeconds: number;
}

/**
 * Makes the standard clips of a recording: one, or several where it is cut into windows. Each is cut from the
 * decoded samples, which its source hash and levels are over; then mixed down, resampled, padded to the
 * wanted duration, normalised and encoded. Call it in workers, see `resample()`.
 *
 * @throws {AudioFormatError} if it cannot be read, or the segment does not lie in it.
 */
export async function standardizeClip(
  { bytes, segment, standardAudio }: StandardizeRequest,
): Promise<StandardClip[]> {
  const recording = await decodeAudio(bytes);
  const samples = recording.channels[0]?.length ?? 0;
  const cuts = cutClips(samples, recording.sampleRateHz, segment, standardAudio);
  const clips = cuts.map((cut) => makeClip(recording, cut, standardAudio));
  freeArrays(recording.channels);
  return clips;
}

function makeClip(
  recording: DecodedAudio,
  { start, end, window }: Cut,
  standardAudio: StandardAudio,
): StandardClip {
  const { sampleRateHz } = recording;
  const audio = cutAudio(recording, start, end);
  const waveform = standardWaveform(audio, standardAudio);
  if (standardAudio.encoding === "FLOAT") checkSamples(waveform); // resampling may go over what decoding let pass
  const encode = standardAudio.encoding === "FLOAT" ? encodeWavFloat : encodeWav16;
  const wav = encode(waveform, standardAudio.sampleRateHz);
  const standardSeconds = waveform.length / standardAudio.sampleRateHz;
  if (waveform.buffer !== audio.channels[0]?.buffer) freeArrays([waveform]); // of mono at 16 kHz, it is the source
  const part = { startSeconds: start / sampleRateHz, endSeconds: end / sampleRateHz };
  return {
    wav,
    sha256: sha256(wav),
    sourceSha256: sourceHash(audio),
    durationSeconds: standardAudio.durationSeconds === undefined
      ? (end - start) / sampleRateHz
      : standardSeconds,
    ...window !== undefined && { window: { index: window, ...part } },
    source: {
      sampleRateHz,
      channels: recording.channels.length,
      durationSeconds: (recording.channels[0]?.length ?? 0) / sampleRateHz,
      ...part,
    },
    levels: measureLevels(audio.channels, audio.encoding),
  };
}

function standardWaveform(
  audio: DecodedAudio,
  { sampleRateHz, durationSeconds, normalisation }: StandardAudio,
): Float32Array<ArrayBuffer> {
  const waveform = toWaveform(audio);
  const sized = durationSeconds === undefined
    ? waveform
    : resize(waveform, Math.round(durationSeconds * sampleRateHz));
  if (normalisation === "peak") return normalisePeak(sized);
  if (normalisation === "loudness") return normaliseLoudness(sized, sampleRateHz);
  return sized;
}

/** Pads with zeros, or cuts off the sample that rounding up may have added. */
function resize(waveform: Float32Array<ArrayBuffer>, samples: number): Float32Array<ArrayBuffer> {
  if (waveform.length >= samples) return waveform.subarray(0, samples);
  const padded = new Float32Array(samples);
  padded.set(waveform);
  return padded;
}
