/** A 95 % interval. */
export interface Interval {
  low: number;
  high: number;
}

/** Half the width of the standard normal distribution's middle 95 %, in standard deviations. */
const Z_95 = 1.959963984540054;

/**
 * The 95 % score interval of a proportion (E. B. Wilson, 1927): inside [0, 1], and of sensible width even
 * where all or none of the trials succeeded.
 *
 * It takes trials as independent; clips of one recording are not quite, so with many clips a recording
 * it is somewhat too narrow.
 *
 * @returns `null` without trials.
 * @throws {RangeError} unless 0 ≤ successes ≤ trials.
 */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(
      `Cannot give an interval for ${successes} of ${trials}: wanted 0 ≤ successes ≤ trials`,
    );
  }
  if (trials === 0) return null;
  const p = successes / trials;
  const z2 = Z_95 ** 2 / trials;
  const center = p + z2 / 2;
  const half = Math.sqrt(z2 * (p * (1 - p) + z2 / 4));
  // Rounding must not push the bound past the proportion where it is 0 or 1.
  return {
    low: successes === 0 ? 0 : (center - half) / (1 + z2),
    high: successes === trials ? 1 : (center + half) / (1 + z2),
  };
}
