import type { SourceAudio } from "./decode_wav.ts";
import { SAMPLE_RATE_HZ } from "./frames.ts";
import { resample } from "./resample.ts";
import { toMono } from "./to_mono.ts";

/**
 * Mixes a recording down and resamples it to 16 kHz; one that is so already is returned as it is, not copied.
 * Call it in workers, see {@linkcode resample}.
 */
export function toWaveform(source: SourceAudio): Float32Array<ArrayBuffer> {
  const mono = toMono(source);
  const { sampleRateHz } = source;
  return sampleRateHz === SAMPLE_RATE_HZ ? mono : resample(mono, sampleRateHz, SAMPLE_RATE_HZ);
}
