/**
 * McNemar's exact test of whether two models are right equally often (Q. McNemar, 1947; recommended for
 * two classifiers on one test set by T. Dietterich, 1998, https://doi.org/10.1162/089976698300017197).
 *
 * Clips on which both are right or both wrong say nothing. Were the models equally good, each of the others
 * would go to one or the other as a coin falls: the p-value is the chance of a split at least as uneven.
 *
 * @param onlyA Clips that only the first model answers rightly.
 * @param onlyB Clips that only the second one does.
 * @returns The two-sided p-value, from 0 to 1; small where the models differ by more than chance.
 * @throws {RangeError} unless both are whole numbers from 0.
 */
export function mcNemarTest(onlyA: number, onlyB: number): number {
  if (![onlyA, onlyB].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(
      `Cannot test a split of ${onlyA} to ${onlyB} clips: wanted whole numbers from 0`,
    );
  }
  return Math.min(1, 2 * coinTail(onlyA + onlyB, Math.min(onlyA, onlyB)));
}

/** The chance of at most `heads` heads in `throws` of a coin, summed in logarithms as 2^-throws soon is 0. */
function coinTail(throws: number, heads: number): number {
  let logTerm = -throws * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= heads; k++) {
    logTerm += Math.log((throws - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return tail;
}
