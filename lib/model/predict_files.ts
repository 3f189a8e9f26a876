import pMap, { pMapSkip } from "p-map";
import { isBadAudio } from "../audio/bad_audio.ts";
import { describePrediction, type FilePrediction } from "./file_prediction.ts";
import type { Model } from "./model.ts";

/** How files are predicted. */
export interface PredictOptions {
  /** How many classes to keep. */
  topN: number;
  /** Told of each file that cannot be read, which is then left out; without it the first one ends it all. */
  onBadFile?: ((message: string) => void) | undefined;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Runs a model on files, as many at a time as it has workers.
 *
 * @returns A prediction for each file that could be read, in the order of the files.
 * @throws {Error} that names the file which cannot be read.
 */
export async function predictFiles(
  model: Model,
  files: readonly string[],
  { topN, onBadFile, onProgress }: PredictOptions,
): Promise<FilePrediction[]> {
  let done = 0;
  return await pMap(files, async (file) => {
    try {
      const output = await model.run({ path: file });
      return describePrediction(file, output, model.labels, topN);
    } catch (cause) {
      if (!onBadFile || !isBadAudio(cause)) throw cause;
      onBadFile(cause.message);
      return pMapSkip;
    } finally {
      onProgress?.(++done, files.length);
    }
  }, { concurrency: model.size });
}
