import { createHash } from "node:crypto";
import type { SourceAudio } from "./decode_wav.ts";

/** Interleaved at once: an hour of stereo would take as much memory again. */
const PIECE_FRAMES = 2 ** 16;

/**
 * Names a recording by what it sounds like, wherever it lies and whatever its container: SHA-256 over
 * `<rate>:<channels>\n` and the decoded samples, interleaved, as little-endian float32. 64 hex digits.
 */
export function sourceHash({ sampleRateHz, channels }: SourceAudio): string {
  const hash = createHash("sha256").update(`${sampleRateHz}:${channels.length}\n`);
  const frames = channels[0]?.length ?? 0;
  for (let start = 0; start < frames; start += PIECE_FRAMES) {
    const piece = channels.map((samples) => samples.subarray(start, start + PIECE_FRAMES));
    const { buffer, byteOffset, byteLength } = interleave(piece);
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
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
