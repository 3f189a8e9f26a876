import { joinSamples } from "./join_samples.ts";
import { resample } from "./resample.ts";
import { type RateRatio, rateRatio } from "./resampling/rate_ratio.ts";

/** New target samples are worked out so many at a time, as each time some source samples are read again. */
const BATCH_SECONDS = 0.02;

/** More zero crossings than the filters of `resample()` have on each side. */
const REACH = 48;

/**
 * Resamples mono audio that comes in parts. All parts together give what {@linkcode resample} gives for the
 * whole, without seams: each part waits until what follows it is known as far as the filter reaches, 3 ms at
 * 16 kHz.
 */
export class StreamResampler {
  readonly #fromHz: number;
  readonly #toHz: number;
  readonly #ratio: RateRatio;
  /** Source samples before and behind a target sample that count for it. */
  readonly #reach: number;
  /** Source samples that are still needed. */
  #source = new Float32Array(0);
  /** Index of the first of them: where the filters begin anew, so that they fall on the same samples again. */
  #start = 0;
  /** Target samples that were given. */
  #given = 0;

  /** @throws {RangeError} if a rate is not a whole number above 0. */
  constructor(fromHz: number, toHz: number) {
    this.#fromHz = fromHz;
    this.#toHz = toHz;
    this.#ratio = rateRatio(fromHz, toHz);
    this.#reach = Math.ceil(REACH * (1 + Math.max(1, fromHz / toHz)));
  }

  /** The target samples that are certain by now; perhaps none. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const { from, to } = this.#ratio;
    if (from === to) return new Float32Array(samples);
    this.#source = joinSamples([this.#source, samples]);
    const certain = Math.floor((this.#start + this.#source.length - this.#reach) * to / from);
    if (certain - this.#given < BATCH_SECONDS * this.#toHz) return new Float32Array(0);
    return this.#give(certain);
  }

  /** The rest: behind the last sample is silence. */
  end(): Float32Array<ArrayBuffer> {
    const { from, to } = this.#ratio;
    if (from === to) return new Float32Array(0);
    return this.#give(Math.ceil((this.#start + this.#source.length) * to / from));
  }

  #give(until: number): Float32Array<ArrayBuffer> {
    const { from, to } = this.#ratio;
    const first = this.#start * to / from;
    const samples = resample(this.#source, this.#fromHz, this.#toHz)
      .slice(this.#given - first, until - first);
    this.#given = until;
    const period = 2 * from; // as some rates are halved first
    const needed = Math.max(0, Math.floor(until * from / to) - this.#reach);
    const start = needed - needed % period;
    this.#source = this.#source.slice(start - this.#start);
    this.#start = start;
    return samples;
  }
}
