import { AudioFormatError } from "../audio/audio_format_error.ts";
import type { Segment } from "./sources/source.ts";
import type { StandardAudio } from "./standard_audio.ts";

/** A part of a recording by its samples: from `start` to before `end`. */
export interface Cut {
  start: number;
  end: number;
  /** Which window of a clip that is longer than one. */
  window?: number;
}

/** Less than this, in seconds, is left of a segment only where it or the recording is wrong. */
const MIN_SEGMENT_SECONDS = 0.01;

/**
 * Says where in a recording its standard clips lie, in samples of its own rate: the sample at a time is
 * round(seconds · rate). A segment is cut first, and is from then on as good as a recording of its own.
 *
 * @param samples How many a channel of the recording has.
 * @throws {AudioFormatError} if the segment does not lie in the recording.
 */
export function cutClips(
  samples: number,
  sampleRateHz: number,
  segment: Segment | undefined,
  { durationSeconds, longerClips }: Pick<StandardAudio, "durationSeconds" | "longerClips">,
): Cut[] {
  const clip = segment ? cutSegment(samples, sampleRateHz, segment) : { start: 0, end: samples };
  if (durationSeconds === undefined) return [clip];
  const wanted = Math.round(durationSeconds * sampleRateHz);
  if (clip.end - clip.start <= wanted) return [clip];
  if (longerClips === "trim") return [{ start: clip.start, end: clip.start + wanted }];
  return cutWindows(clip, durationSeconds * sampleRateHz);
}

function cutSegment(
  samples: number,
  sampleRateHz: number,
  { startSeconds, endSeconds }: Segment,
): Cut {
  const start = Math.round(startSeconds * sampleRateHz);
  const end = Math.min(Math.round(endSeconds * sampleRateHz), samples);
  if (start >= 0 && end - start >= MIN_SEGMENT_SECONDS * sampleRateHz) return { start, end };
  const length = (samples / sampleRateHz).toFixed(3);
  throw new AudioFormatError(
    `Cannot cut ${startSeconds} s to ${endSeconds} s out of a recording of ${length} s: ` +
      `wanted at least ${MIN_SEGMENT_SECONDS} s in it. Correct the segment or leave it out; ` +
      "where files are cut already, say so by --columns start=,end=",
  );
}

/** Part of a window: 1.12 s at 11,025 Hz are computed as a little more than 12,348 samples, of which 6,174 are half. */
const WINDOW_TOLERANCE = 1e-9;

/** A rest of half a window and more becomes a window too. One window or more fits. */
function cutWindows({ start, end }: Cut, length: number): Cut[] {
  const count = Math.floor((end - start) / length + 0.5 + WINDOW_TOLERANCE);
  return Array.from({ length: count }, (_, index) => ({
    start: start + Math.round(index * length),
    end: Math.min(start + Math.round((index + 1) * length), end),
    window: index,
  }));
}
