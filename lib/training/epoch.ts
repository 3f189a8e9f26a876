import type { Score } from "./loss.ts";

/** How training stood after an epoch; losses are means over the clips, without the penalty. */
export interface Epoch {
  /** From 1. */
  epoch: number;
  loss: number;
  accuracy: number;
  /** Where clips are held out. */
  validationLoss?: number;
  validationAccuracy?: number;
  /** Adam's; of the logistic head, the length of L-BFGS's step. */
  learningRate: number;
}

/** Makes sums over clips the means of an {@linkcode Epoch}. */
export function describeEpoch(
  epoch: number,
  learningRate: number,
  training: Score,
  validation: Score | undefined,
): Epoch {
  return {
    epoch,
    loss: training.loss / training.clips,
    accuracy: training.correct / training.clips,
    ...validation && {
      validationLoss: validation.loss / validation.clips,
      validationAccuracy: validation.correct / validation.clips,
    },
    learningRate,
  };
}
