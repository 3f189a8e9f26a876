import { freeArrays } from "../workers/free_arrays.ts";
import { AudioFormatError } from "./audio_format_error.ts";
import { type AudioLimits, checkAudioLimits } from "./audio_limits.ts";
import { AudioFileError } from "./bad_audio.ts";
import { checkSamples } from "./check_samples.ts";
import type { Clip, ClipInfo } from "./clip.ts";
import { decodeAudio } from "./decode_audio.ts";
import type { SourceAudio } from "./decode_wav.ts";
import { SAMPLE_RATE_HZ } from "./frames.ts";
import { toWaveform } from "./to_waveform.ts";

/** A clip as a model takes it: mono samples at 16 kHz, and what is known of where they come from. */
export interface LoadedClip {
  waveform: Float32Array<ArrayBuffer>;
  info: ClipInfo;
}

/**
 * Reads, decodes, mixes down and resamples a clip. Call it in workers, see `resample()`.
 *
 * @throws {AudioFormatError} if it is no readable audio; the message names the file. Also if a waveform's
 * samples are no audio.
 * @throws {AudioFileError} if the file cannot be read; the message names it.
 * @throws {AudioLimitError} if there are limits and the clip is beyond one.
 */
export async function loadWaveform(clip: Clip, limits?: AudioLimits): Promise<LoadedClip> {
  const source = await decodeClip(clip, limits);
  const { sampleRateHz, channels } = source;
  const info = {
    durationSeconds: (channels[0]?.length ?? 0) / sampleRateHz,
    sampleRateHz,
    channels: channels.length,
  };
  const waveform = toWaveform(source);
  freeArrays(channels.filter(({ buffer }) => buffer !== waveform.buffer));
  return { waveform, info };
}

async function decodeClip(clip: Clip, limits?: AudioLimits): Promise<SourceAudio> {
  if ("bytes" in clip) return await decodeAudio(clip.bytes, limits);
  if ("path" in clip) return await decodeFile(clip.path, limits);
  const { length: samples } = clip.waveform;
  if (limits) checkAudioLimits({ sampleRateHz: SAMPLE_RATE_HZ, channels: 1, samples }, limits);
  checkSamples(clip.waveform);
  return { sampleRateHz: SAMPLE_RATE_HZ, channels: [clip.waveform] };
}

async function decodeFile(path: string, limits?: AudioLimits): Promise<SourceAudio> {
  const bytes = await Deno.readFile(path).catch((cause: Error) => {
    const reason = cause instanceof Deno.errors.NotFound ? "there is no such file" : cause.message;
    throw new AudioFileError(`Cannot read ${path}: ${reason}`, { cause });
  });
  try {
    return await decodeAudio(bytes, limits);
  } catch (error) {
    if (error instanceof AudioFormatError) error.message = `${path}: ${error.message}`;
    throw error;
  }
}
