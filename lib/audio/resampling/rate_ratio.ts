/** Two sample rates as a fraction in lowest terms: 44.1 to 16 kHz is 441 to 160. */
export interface RateRatio {
  /** So many source samples last as long as … */
  from: number;
  /** … so many target samples. */
  to: number;
}

/**
 * @throws {RangeError} if a rate is not a whole number above 0.
 */
export function rateRatio(fromHz: number, toHz: number): RateRatio {
  for (const rate of [fromHz, toHz]) {
    if (!(rate > 0)) throw new RangeError(`Cannot resample at ${rate} Hz: sample rate must be > 0`);
    if (!Number.isSafeInteger(rate)) {
      throw new RangeError(`Cannot resample at ${rate} Hz: sample rate must be a whole number`);
    }
  }
  const divisor = greatestCommonDivisor(fromHz, toHz);
  return { from: fromHz / divisor, to: toHz / divisor };
}

/** How many target samples `samples` source samples give: the last one may reach past their end. */
export function resampledLength(samples: number, { from, to }: RateRatio): number {
  return Math.ceil(samples * to / from);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
