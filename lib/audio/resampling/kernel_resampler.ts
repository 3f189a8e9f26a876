import { copyPadded } from "./copy_padded.ts";
import { stepShape } from "./design_filters.ts";
import { FilterBank } from "./filter_bank.ts";
import { Halver } from "./halver.ts";
import { type RateRatio, rateRatio, resampledLength } from "./rate_ratio.ts";
import { ResamplingKernels } from "./resampling_kernels.ts";

/** Where target rate / source rate is less, dropping every other sample first saves half of the work. */
const HALVING_RATIO = 0.4;

/** Resamples by one ratio in WebAssembly: by a filter bank, and before it a half-band filter where that pays. */
export class KernelResampler {
  readonly #ratio: RateRatio;
  readonly #bank: FilterBank;
  readonly #halver: Halver | undefined;
  readonly #source: Float32Array;

  /** Designs the filters: 1 to 40 ms. */
  constructor(ratio: RateRatio) {
    const kernels = new ResamplingKernels();
    this.#ratio = ratio;
    this.#bank = new FilterBank(kernels, bankRatio(ratio));
    const length = this.#bank.sourceLength(this.#bank.maxSteps);
    this.#halver = isHalved(ratio) ? new Halver(kernels, ratio.to / ratio.from, length) : undefined;
    this.#source = this.#halver?.halved ?? kernels.floats(length);
  }

  /** Resamples in blocks. Before and behind the samples is silence. */
  run(samples: Float32Array): Float32Array<ArrayBuffer> {
    const { shape: { phases, stride }, firstRead, maxSteps } = this.#bank;
    const resampled = new Float32Array(resampledLength(samples.length, this.#ratio));
    for (let done = 0; done < resampled.length; done += maxSteps * phases) {
      const wanted = Math.min(maxSteps * phases, resampled.length - done);
      const steps = Math.ceil(wanted / phases);
      this.#fill(samples, done / phases * stride + firstRead, this.#bank.sourceLength(steps));
      resampled.set(this.#bank.run(this.#source, steps).subarray(0, wanted), done);
    }
    return resampled;
  }

  /** @param start Of the filter bank's source samples. */
  #fill(samples: Float32Array, start: number, length: number): void {
    if (this.#halver) this.#halver.run(samples, start, length);
    else copyPadded(samples, start, this.#source.subarray(0, length));
  }
}

/** How many weights a resampler of this ratio has. */
export function countWeights(ratio: RateRatio): number {
  const { phases, taps } = stepShape(bankRatio(ratio));
  return phases * taps;
}

function isHalved({ from, to }: RateRatio): boolean {
  return to / from < HALVING_RATIO;
}

function bankRatio(ratio: RateRatio): RateRatio {
  return isHalved(ratio) ? rateRatio(ratio.from, 2 * ratio.to) : ratio;
}
