/** The smallest probability that a logarithm is taken of: a sure but wrong answer costs 36, not infinity. */
const SMALLEST = Number.EPSILON;

/**
 * Mean of -ln(probability of the truth).
 *
 * @param probabilities What the model gave to that which is true, one a clip.
 */
export function logLoss(probabilities: readonly number[]): number {
  return mean(probabilities.map((probability) => -Math.log(Math.max(SMALLEST, probability))));
}

/**
 * Brier score: the mean over clips of the squared distance between probabilities and truth (1 or 0),
 * summed over classes. 0 is perfect; the worst is 2 for one of many classes, 1 for a single one.
 *
 * @param probabilities For each clip, one a class.
 * @param truth For each clip, the indices of the true classes.
 */
export function brierScore(
  probabilities: readonly (readonly number[])[],
  truth: readonly (readonly number[])[],
): number {
  return mean(probabilities.map((clip, at) =>
    clip.reduce(
      (total, probability, index) =>
        total + (probability - (truth[at]?.includes(index) ? 1 : 0)) ** 2,
      0,
    )
  ));
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
