import * as ort from "onnxruntime-node";
import { type RateRatio, resampledLength } from "./rate_ratio.ts";
import { resamplingModel, rowsOfStep, type StepShape, stepShape } from "./resampling_model.ts";

/** Source samples given to the model at once: bounds the memory that a long recording takes. */
const BLOCK_SAMPLES = 1 << 18;

/**
 * Resamples by one ratio in matrix products, run by onnxruntime. It is the strided convolution of
 * torchaudio's `resample` with an output channel for each phase
 * (https://github.com/pytorch/audio/blob/main/src/torchaudio/functional/functional.py), a third to a half
 * faster than as a Conv.
 */
export class MatrixResampler {
  readonly #session: ort.InferenceSession;
  readonly #ratio: RateRatio;
  readonly #shape: StepShape;

  private constructor(session: ort.InferenceSession, ratio: RateRatio, shape: StepShape) {
    this.#session = session;
    this.#ratio = ratio;
    this.#shape = shape;
  }

  /** Designs the filter and opens its session: 5 to 40 ms. */
  static async open(ratio: RateRatio): Promise<MatrixResampler> {
    const shape = stepShape(ratio);
    const session = await ort.InferenceSession.create(resamplingModel(ratio, shape), {
      intraOpNumThreads: 1,
      enableMemPattern: false,
    });
    return new MatrixResampler(session, ratio, shape);
  }

  /** Resamples in blocks. Before and behind the samples is silence. */
  async run(samples: Float32Array): Promise<Float32Array<ArrayBuffer>> {
    const { phases, stride } = this.#shape;
    const resampled = new Float32Array(resampledLength(samples.length, this.#ratio));
    const steps = Math.ceil(resampled.length / phases);
    const blockSteps = Math.max(1, Math.floor(BLOCK_SAMPLES / stride));
    for (let step = 0; step < steps; step += blockSteps) {
      const block = await this.#runBlock(samples, step, Math.min(blockSteps, steps - step));
      const start = step * phases;
      resampled.set(block.subarray(0, resampled.length - start), start);
    }
    return resampled;
  }

  /** Ends the session; the resampler cannot be used afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  async #runBlock(samples: Float32Array, step: number, steps: number): Promise<Float32Array> {
    const { stride, reach } = this.#shape;
    const rows = steps + rowsOfStep(this.#shape) - 1;
    const window = padded(samples, step * stride - reach, rows * stride);
    const { y } = await this.#session.run({
      x: new ort.Tensor("float32", window, [rows, stride]),
    });
    if (!(y?.data instanceof Float32Array)) throw new TypeError("The resampler gave no floats");
    return y.data;
  }
}

/** A cut out of the samples, with zeros before their start and behind their end. */
function padded(samples: Float32Array, start: number, length: number): Float32Array {
  const cut = new Float32Array(length);
  const from = Math.max(0, start);
  cut.set(samples.subarray(from, Math.max(from, start + length)), from - start);
  return cut;
}
