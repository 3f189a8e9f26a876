import type { ClassWeights } from "./class_weights.ts";
import type { Activation } from "./head.ts";

/** Sums over clips. */
export interface Score {
  clips: number;
  loss: number;
  /** Clips that were right; with sigmoids, the part of a clip's classes that was. */
  correct: number;
}

/** The score of no clips. */
export const NO_SCORE: Score = { clips: 0, loss: 0, correct: 0 };

/** The score of two sets of clips together. */
export function addScores(left: Score, right: Score): Score {
  return {
    clips: left.clips + right.clips,
    loss: left.loss + right.loss,
    correct: left.correct + right.correct,
  };
}

/**
 * The loss of one clip, and its derivative by each logit into `deltas`.
 *
 * Softmax: cross-entropy, the clip weighed as its class. Sigmoid: binary cross-entropy summed over the
 * classes, so that each is a logistic regression of its own. Both in forms that never overflow.
 *
 * @param targets 1 for each class that the clip has, else 0.
 */
export function lossOf(
  activation: Activation,
  logits: Float64Array,
  targets: Uint8Array,
  weights: ClassWeights,
  deltas: Float64Array,
): Score {
  return activation === "softmax"
    ? softmaxLoss(logits, targets, weights, deltas)
    : sigmoidLoss(logits, targets, weights, deltas);
}

function softmaxLoss(
  logits: Float64Array,
  targets: Uint8Array,
  { present }: ClassWeights,
  deltas: Float64Array,
): Score {
  const own = targets.indexOf(1);
  const max = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
  const weight = present[own] ?? 0;
  logits.forEach((logit, k) => {
    deltas[k] = weight * (Math.exp(logit - max) / sum - (targets[k] ?? 0));
  });
  const loss = weight * (max + Math.log(sum) - (logits[own] ?? 0));
  return { clips: 1, loss, correct: logits.indexOf(max) === own ? 1 : 0 };
}

function sigmoidLoss(
  logits: Float64Array,
  targets: Uint8Array,
  { present, absent }: ClassWeights,
  deltas: Float64Array,
): Score {
  let loss = 0;
  let right = 0;
  logits.forEach((logit, k) => {
    const target = targets[k] ?? 0;
    const weight = (target === 1 ? present[k] : absent[k]) ?? 0;
    const small = Math.exp(-Math.abs(logit));
    const probability = (logit >= 0 ? 1 : small) / (1 + small);
    deltas[k] = weight * (probability - target);
    loss += weight * (Math.max(logit, 0) - target * logit + Math.log1p(small));
    if ((logit >= 0) === (target === 1)) right++; // present from a probability of 0.5
  });
  return { clips: 1, loss, correct: right / logits.length };
}
