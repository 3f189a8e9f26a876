/** How far the stop band lies below the pass band. */
const ATTENUATION_DB = 90;

/**
 * Width of the transition between pass and stop band, as a part of the lower of the two sample rates:
 * 1 kHz at 16 kHz, from 7.5 to 8.5 kHz, so that all that YAMNet hears (up to 7.5 kHz) is kept.
 */
const TRANSITION = 1 / 16;

/** Of a filter that comes before another: what both let through shall add up to little more than one. */
const HALVING_ATTENUATION_DB = 100;

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
  const { halfWidth, at } = kaiserWindow(ATTENUATION_DB, TRANSITION);
  return {
    halfWidth: halfWidth / stretch,
    at: (t) => stretch * sinc(t * stretch) * at(t * stretch),
  };
}

/**
 * The filter that comes before every other sample is dropped, where `lowPassFor()` follows: it cuts at a
 * quarter of the source rate and takes off only what would fall into what that filter lets through.
 *
 * @param ratio Rate after `lowPassFor()` / rate before this filter, below 8 / 17: so that there is room for a transition.
 */
export function halfBandFor(ratio: number): LowPass {
  const { halfWidth, at } = kaiserWindow(HALVING_ATTENUATION_DB, 1 / 2 - (1 + TRANSITION) * ratio);
  return { halfWidth, at: (t) => sinc(t / 2) / 2 * at(t) };
}

/**
 * A window's shape and length by Kaiser's formulas (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.6).
 *
 * @param transition As a part of the sample rate.
 */
function kaiserWindow(attenuationDb: number, transition: number): LowPass {
  const beta = 0.1102 * (attenuationDb - 8.7);
  const halfWidth = (attenuationDb - 7.95) / (2.285 * 2 * Math.PI * transition * 2);
  const middle = besselI0(beta);
  return {
    halfWidth,
    at: (t) => {
      const distance = Math.abs(t) / halfWidth;
      return distance < 1 ? besselI0(beta * Math.sqrt(1 - distance ** 2)) / middle : 0;
    },
  };
}

/** `x` counts the zero crossings. */
function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
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
