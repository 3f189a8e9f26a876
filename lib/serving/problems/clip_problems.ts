import { isBadAudio } from "../../audio/bad_audio.ts";
import type { Clip } from "../../audio/clip.ts";
import { Problem } from "./problem.ts";

/**
 * Checks what can be checked of clips before they are decoded.
 *
 * @throws {Problem} 400 or 413 if there are none or too many; 422 if one has no samples.
 */
export function checkClips(clips: readonly Clip[], maxClips: number): void {
  if (clips.length === 0) throw new Problem(400, "Wanted at least one clip; got none");
  if (clips.length > maxClips) {
    throw new Problem(413, `Wanted at most ${maxClips} clips in a request; got ${clips.length}`);
  }
  const empty = clips.findIndex((clip) => "waveform" in clip && clip.waveform.length === 0);
  if (empty >= 0) {
    throw new Problem(422, `${place(empty, clips.length)}Wanted at least one sample; got none`);
  }
}

/** What a client is told of a clip that could not be predicted. What is no fault of the clip stays as it is. */
export function clipProblem(cause: unknown, index: number, count: number): unknown {
  if (!isBadAudio(cause) && !(cause instanceof Error && cause.name === "AudioLimitError")) {
    return cause;
  }
  return new Problem(422, `${place(index, count)}${cause.message}`);
}

/** Which clip it is, where there are several. */
function place(index: number, count: number): string {
  return count === 1 ? "" : `Clip ${index + 1} of ${count}: `;
}
