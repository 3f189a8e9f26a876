import type { ClipDescription } from "../sources/describe_clip.ts";
import type { StandardAudio } from "../standard_audio.ts";

/** A labelled file on this machine, as far as it is known before it is opened. */
export interface LocalClip extends Omit<ClipDescription, "segment"> {
  /** As in the manifest. */
  filepath: string;
  path: string;
  durationSeconds?: number | undefined;
  /** The loudest sample of its source. */
  peak?: number | undefined;
  /** Of the file. */
  sha256?: string | undefined;
}

/** What a manifest or a folder holds. */
export interface LocalClips {
  name: string;
  clips: LocalClip[];
  /** As the manifest states it. */
  dataHash?: string | undefined;
  /** How its audio was standardized, where that is not as usual. */
  standardAudio?: StandardAudio | undefined;
}
