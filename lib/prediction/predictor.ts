import type { Clip } from "../audio/clip.ts";
import {
  describePrediction,
  type FilePrediction,
  type ModelSummary,
  summarizeModel,
} from "../model/file_prediction.ts";
import type { Model } from "../model/model.ts";

/** What is wanted of each prediction. */
export interface WantedScores {
  /** How many classes, of the clip and of each frame. */
  topN: number;
  /** Whether frames are wanted too; without, there are none in the prediction. */
  frames: boolean;
}

/** What says what can be heard: a model on this machine, or a server. */
export interface Predictor {
  readonly model: ModelSummary;
  readonly labels: readonly string[];
  /** How many clips it is given at a time. */
  readonly concurrency: number;
  /**
   * @param file What the clip is called in its prediction.
   * @throws {Error} for which `isBadAudio()` holds if the clip itself cannot be predicted.
   */
  predict(clip: Clip, file: string, wanted: WantedScores): Promise<FilePrediction>;
}

/** A model on this machine; while it works on some clips, the next ones are read. */
export function modelPredictor(model: Model, concurrency = 2 * model.size): Predictor {
  return {
    model: summarizeModel(model),
    labels: model.labels,
    concurrency,
    async predict(clip, file, { topN, frames }) {
      const output = await model.run(clip);
      return describePrediction(
        file,
        frames ? output : { ...output, frames: 0 },
        model.labels,
        topN,
      );
    },
  };
}
