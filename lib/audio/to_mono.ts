import type { SourceAudio } from "./decode_wav.ts";

/** Mixes the channels down to their mean. A mono recording's samples are returned as they are, not copied. */
export function toMono({ channels }: Pick<SourceAudio, "channels">): Float32Array<ArrayBuffer> {
  const [first, ...others] = channels;
  if (!first) throw new RangeError("Cannot mix down 0 channels: wanted at least 1");
  if (others.length === 0) return first;
  const mono = new Float32Array(first);
  for (const channel of others) {
    for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) + (channel[i] ?? 0);
  }
  for (let i = 0; i < mono.length; i++) mono[i] = (mono[i] ?? 0) / channels.length;
  return mono;
}
