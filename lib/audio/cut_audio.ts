import type { SourceAudio } from "./decode_wav.ts";

/** The samples of each channel from `start` to before `end`, not copied. */
export function cutAudio<Audio extends SourceAudio>(
  audio: Audio,
  start: number,
  end: number,
): Audio {
  return { ...audio, channels: audio.channels.map((samples) => samples.subarray(start, end)) };
}
