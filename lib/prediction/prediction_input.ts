import type { Clip } from "../audio/clip.ts";

/** An audio file, or a part of one, that is to be predicted. */
export interface PredictionInput {
  /** What its prediction is called: its path or address, as it was given or as a manifest has it. */
  name: string;
  /** Changes with the file, as far as can be told without reading it. */
  version: string;
  /**
   * @throws {Error} for which `isBadAudio()` holds if the file is not there or no audio. Another one if
   * nobody knows, as a server does not answer.
   */
  load(): Promise<Clip>;
}
