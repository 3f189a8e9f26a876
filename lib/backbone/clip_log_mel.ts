import type { Clip } from "../audio/clip.ts";
import { ClipRunner } from "../audio/clip_runner.ts";
import type { Backbone } from "./backbone.ts";

/**
 * What a backbone hears of a clip before anything learned: its log-mel spectrogram.
 *
 * @returns T × 64, row-major, a row every 10 ms; the clip is padded with silence to whole frames.
 * @throws {WorkerError} if the clip cannot be read; the message names its file.
 */
export async function clipLogMel(clip: Clip, backbone: Backbone): Promise<Float32Array> {
  using runner = await ClipRunner.open(backbone.model, { workers: 1, outputs: ["log_mel"] });
  const { outputs } = await runner.run(clip);
  return outputs["log_mel"]?.values ?? new Float32Array();
}
