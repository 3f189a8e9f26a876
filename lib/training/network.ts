import type { Random } from "../dataset/random.ts";

/** What a dense layer is like. */
export interface LayerShape {
  inputs: number;
  outputs: number;
  relu: boolean;
  /** Part of the units of a ReLU layer that are left out at random in each training pass. */
  dropout: number;
}

/** A layer's numbers: views into the vectors of its {@linkcode Network}. */
export interface Layer extends LayerShape {
  /** `outputs` × `inputs`, row-major. */
  weights: Float64Array;
  bias: Float64Array;
  /** The loss's derivative by each weight, and by each bias. */
  weightsGradient: Float64Array;
  biasGradient: Float64Array;
}

/** Dense layers in training: all parameters in one vector, as optimisers take them, and the gradient in another. */
export class Network {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly layers: readonly Layer[];

  /** All parameters are zero at first. */
  constructor(shapes: readonly LayerShape[]) {
    const sizes = shapes.map(({ inputs, outputs }) => (inputs + 1) * outputs);
    const size = sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = new Float64Array(size);
    this.gradient = new Float64Array(size);
    let start = 0;
    const views = (length: number) => {
      const end = start + length;
      const both = [
        this.parameters.subarray(start, end),
        this.gradient.subarray(start, end),
      ] as const;
      start = end;
      return both;
    };
    this.layers = shapes.map((shape) => {
      const [weights, weightsGradient] = views(shape.inputs * shape.outputs);
      const [bias, biasGradient] = views(shape.outputs);
      return { ...shape, weights, bias, weightsGradient, biasGradient };
    });
  }
}

/** Random weights in ±√(6 / (inputs + outputs)): Glorot & Bengio 2010, Keras's default for Dense. */
export function initializeGlorot({ layers }: Network, random: Random): void {
  for (const { inputs, outputs, weights } of layers) {
    const limit = Math.sqrt(6 / (inputs + outputs));
    weights.forEach((_, index) => weights[index] = limit * (2 * random.uniform() - 1));
  }
}

/**
 * Adds the gradient of `strength/2 · ‖weights‖²`; biases go free.
 *
 * @returns The penalty itself.
 */
export function addPenalty({ layers }: Network, strength: number): number {
  if (strength === 0) return 0;
  let sum = 0;
  for (const { weights, weightsGradient } of layers) {
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      weightsGradient[i] = (weightsGradient[i] ?? 0) + strength * weight;
      sum += weight * weight;
    }
  }
  return strength / 2 * sum;
}
