import * as ort from "onnxruntime-node";
import { GraphBuilder } from "../onnx/graph_builder.ts";
import { lowPassFor } from "./kaiser_sinc.ts";
import { type RateRatio, resampledLength } from "./rate_ratio.ts";

/** Fewer output channels than this leave the matrix product too narrow to be fast. */
const MIN_PHASES = 32;

/** Source samples given to the model at once: bounds the memory that a long recording takes. */
const BLOCK_SAMPLES = 1 << 18;

/** Sizes of the convolution that resamples by one ratio. */
export interface ConvShape {
  /** Output channels: one for each target sample of a step. */
  phases: number;
  /** Source samples from one step to the next. */
  stride: number;
  /** Source samples before a step's first that the filter reaches. */
  reach: number;
  /** Source samples that a step reads. */
  kernel: number;
}

/** The convolution for a ratio; so many periods of the ratio at a step that it has enough output channels. */
export function convShape({ from, to }: RateRatio): ConvShape {
  const periods = Math.ceil(MIN_PHASES / to);
  const phases = to * periods;
  const reach = Math.ceil(lowPassFor(to / from).halfWidth);
  const kernel = 2 * reach + 1 + Math.ceil((phases - 1) * from / to);
  return { phases, stride: from * periods, reach, kernel };
}

/**
 * Resamples by one ratio as torchaudio's `resample` does
 * (https://github.com/pytorch/audio/blob/main/src/torchaudio/functional/functional.py): as one strided
 * convolution with an output channel for each phase, which onnxruntime runs as a matrix product.
 */
export class ConvResampler {
  readonly #session: ort.InferenceSession;
  readonly #ratio: RateRatio;
  readonly #shape: ConvShape;

  private constructor(session: ort.InferenceSession, ratio: RateRatio, shape: ConvShape) {
    this.#session = session;
    this.#ratio = ratio;
    this.#shape = shape;
  }

  /** Designs the filter and opens its session: 5 to 40 ms. */
  static async open(ratio: RateRatio): Promise<ConvResampler> {
    const shape = convShape(ratio);
    const session = await ort.InferenceSession.create(convModel(ratio, shape), {
      intraOpNumThreads: 1,
      enableMemPattern: false,
    });
    return new ConvResampler(session, ratio, shape);
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

  async #runBlock(samples: Float32Array, step: number, steps: number): Promise<Float32Array> {
    const { stride, reach, kernel } = this.#shape;
    const window = padded(samples, step * stride - reach, (steps - 1) * stride + kernel);
    const { y } = await this.#session.run({
      x: new ort.Tensor("float32", window, [1, 1, window.length]),
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

function convModel(ratio: RateRatio, shape: ConvShape): Uint8Array {
  const { phases, stride, kernel } = shape;
  const graph = new GraphBuilder("resample");
  const x = graph.input("x", "float32", [1, 1, "N"]);
  const weights = graph.constant(convWeights(ratio, shape), [phases, 1, kernel]);
  const steps = graph.node("Conv", [x, weights], { strides: { ints: [stride] } });
  const inOrder = graph.node("Transpose", [steps], { perm: { ints: [0, 2, 1] } });
  graph.output(graph.node("Reshape", [inOrder, graph.ints([-1])]), "y", "float32", ["M"]);
  return graph.build();
}

/** Row `phase` holds the filter centred on the place of that target sample among the source samples. */
function convWeights({ from, to }: RateRatio, { phases, reach, kernel }: ConvShape): Float32Array {
  const filter = lowPassFor(to / from);
  const weights = new Float32Array(phases * kernel);
  for (let phase = 0; phase < phases; phase++) {
    const centre = reach + phase * from / to;
    const first = Math.ceil(centre - filter.halfWidth);
    const last = Math.floor(centre + filter.halfWidth);
    for (let i = first; i <= last; i++) weights[phase * kernel + i] = filter.at(i - centre);
  }
  return weights;
}
