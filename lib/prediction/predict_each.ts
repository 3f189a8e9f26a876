import { pMapIterable } from "p-map";
import { AudioFileError, isBadAudio } from "../audio/bad_audio.ts";
import type { FilePrediction } from "../model/file_prediction.ts";
import type { PredictionInput } from "./prediction_input.ts";
import type { Predictor, WantedScores } from "./predictor.ts";

/** What came of one file. */
export type Outcome =
  | { prediction: FilePrediction }
  /** The file cannot be read; the message names it. */
  | { problem: string };

/** Predictions that may wait for an earlier one, for each that is under way: a large file holds up few. */
const WAITING_PER_ONE = 4;

/**
 * Predicts files, several at a time, and gives what comes of each in their order. However many files there
 * are, only those under way are in memory, and few results that wait for their turn.
 *
 * @throws {Error} if the work itself fails, such as for want of a server.
 */
export function predictEach(
  predictor: Predictor,
  inputs: readonly PredictionInput[],
  wanted: WantedScores,
): AsyncIterable<Outcome> {
  const { concurrency } = predictor;
  return pMapIterable(inputs, async (input): Promise<Outcome> => {
    try {
      const prediction = await predictor.predict(await input.load(), input.name, wanted);
      return { prediction };
    } catch (cause) {
      if (isBadAudio(cause)) return { problem: named(input, cause.message) };
      throw cause;
    }
  }, { concurrency, backpressure: WAITING_PER_ONE * concurrency });
}

/** What a file without a path could not be named in. */
function named({ name }: PredictionInput, message: string): string {
  return message.includes(name) ? message : `${name}: ${message}`;
}

/** Told of each file that cannot be read, which is then left out. */
export type OnBadFile = (message: string) => void;

/**
 * The prediction that came of a file, if one did.
 *
 * @throws {AudioFileError} if none did and nobody is there to be told: the first such file ends it all.
 */
export function keptPrediction(
  outcome: Outcome,
  onBadFile: OnBadFile | undefined,
): FilePrediction | undefined {
  if ("prediction" in outcome) return outcome.prediction;
  if (!onBadFile) throw new AudioFileError(outcome.problem);
  onBadFile(outcome.problem);
}
