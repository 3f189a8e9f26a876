/** How far the stop band lies below the pass band. */
const ATTENUATION_DB = 90;

/**
 * Width of the transition between pass and stop band, as a part of the lower of the two sample rates:
 * 1 kHz at 16 kHz, from 7.5 to 8.5 kHz, so that all that YAMNet hears (up to 7.5 kHz) is kept.
 */
const TRANSITION = 1 / 16;

/** The window's shape and length by Kaiser's formulas (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.6). */
const BETA = 0.1102 * (ATTENUATION_DB - 8.7);
const HALF_WIDTH = (ATTENUATION_DB - 7.95) / (2.285 * 2 * Math.PI * TRANSITION * 2);

/** A low-pass filter's impulse response over time, in samples of the source. */
export interface LowPass {
  /** The response is zero from here on, on both sides. */
  halfWidth: number;
  /** The response `t` source samples away from the centre. Symmetric: the filter delays nothing. */
  at(t: number): number;
}

/**
 * The filter between two sample rates: a sinc under a Kaiser window that cuts at half of the lower rate,
 * with a gain of 1. One prototype serves all rates, stretched.
 *
 * @param ratio Target rate / source rate.
 */
export function lowPassFor(ratio: number): LowPass {
  const stretch = Math.min(1, ratio);
  return {
    halfWidth: HALF_WIDTH / stretch,
    at: (t) => stretch * prototype(t * stretch),
  };
}

/** The filter where the source rate is the lower one: `x` counts the sinc's zero crossings. */
function prototype(x: number): number {
  const distance = Math.abs(x) / HALF_WIDTH;
  if (distance >= 1) return 0;
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  return sinc * besselI0(BETA * Math.sqrt(1 - distance ** 2)) / besselI0(BETA);
}

/** The modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * Number.EPSILON; k++) {
    term *= (x / 2 / k) ** 2;
    sum += term;
  }
  return sum;
}
