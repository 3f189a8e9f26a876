import { createHash } from "node:crypto";
import type { SourceAudio } from "./decode_wav.ts";

/**
 * Names a recording by what it sounds like, wherever it lies and whatever its container: SHA-256 over
 * `<rate>:<channels>\n` and the decoded samples, interleaved, as little-endian float32. 64 hex digits.
 */
export function sourceHash({ sampleRateHz, channels }: SourceAudio): string {
  const samples = interleave(channels);
  return createHash("sha256")
    .update(`${sampleRateHz}:${channels.length}\n`)
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest("hex");
}

function interleave(channels: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
  const [first] = channels;
  if (first && channels.length === 1) return first;
  const frames = first?.length ?? 0;
  const interleaved = new Float32Array(frames * channels.length);
  channels.forEach((samples, channel) => {
    for (let i = 0; i < frames; i++) interleaved[i * channels.length + channel] = samples[i] ?? 0;
  });
  return interleaved;
}
