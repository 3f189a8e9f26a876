import type { Clip, ClipInfo } from "./clip.ts";
import { type DecodedAudio, decodeWav } from "./decode_wav.ts";
import { SAMPLE_RATE_HZ } from "./frames.ts";
import { resample } from "./resample.ts";
import { sourceHash } from "./source_hash.ts";
import { toMono } from "./to_mono.ts";

/** A clip as a model takes it: mono samples at 16 kHz, and what is known of where they come from. */
export interface LoadedClip {
  waveform: Float32Array<ArrayBuffer>;
  info: ClipInfo;
}

/**
 * Reads, decodes, mixes down and resamples a clip. Call it in workers, see {@linkcode resample}.
 *
 * @throws {AudioFormatError} if it is no readable WAV; the message names the file.
 * @throws {Error} if the file cannot be read; the message names it.
 */
export async function loadWaveform(clip: Clip): Promise<LoadedClip> {
  const audio = await decodeClip(clip);
  const mono = toMono(audio);
  const info = {
    durationSeconds: mono.length / audio.sampleRateHz,
    sampleRateHz: audio.sampleRateHz,
    channels: audio.channels.length,
    sourceSha256: sourceHash(audio),
  };
  if (audio.sampleRateHz === SAMPLE_RATE_HZ) return { waveform: mono, info };
  return { waveform: await resample(mono, audio.sampleRateHz, SAMPLE_RATE_HZ), info };
}

async function decodeClip(
  clip: Clip,
): Promise<Omit<DecodedAudio, "encoding">> {
  if ("waveform" in clip) return { sampleRateHz: SAMPLE_RATE_HZ, channels: [clip.waveform] };
  if ("bytes" in clip) return decodeWav(clip.bytes);
  try {
    return decodeWav(await Deno.readFile(clip.path));
  } catch (error) {
    if (error instanceof Error) error.message = `${clip.path}: ${error.message}`;
    throw error;
  }
}
