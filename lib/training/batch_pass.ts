import type { Random } from "../dataset/random.ts";
import { addRows, dotRows, rowViews } from "./dense_kernels.ts";
import type { Layer, Network } from "./network.ts";

type Rows = readonly Float64Array[];

/** A layer and what flows through it. Rows are clips, but for the weights, whose rows are units. */
interface Stage {
  layer: Layer;
  weights: Rows;
  weightsGradient: Rows;
  inputs: Rows;
  outputs: Rows;
  /** The loss's derivative by each output. */
  deltas: Rows;
  /** The same by each input; `undefined` in the first stage. */
  inputDeltas: Rows | undefined;
}

/**
 * Forward and backward pass of a network over a batch of clips, in buffers that are made once.
 *
 * A unit that ReLU or dropout set to zero has no part in the gradient, and one that dropout leaves out
 * need not be computed: both are skipped, which saves half of the work.
 */
export class BatchPass {
  /** The standardized features: filled by the caller before `forward()`. */
  readonly inputs: Rows;
  readonly logits: Rows;
  /** The loss's derivative by each logit: filled by the caller before `backward()`. */
  readonly logitDeltas: Rows;
  readonly #stages: readonly Stage[];
  /** The rows that a unit or a clip has to do with, where they stand, and a value for each. */
  readonly #rows: Float64Array[] = [];
  readonly #positions: number[] = [];
  readonly #values: Float64Array;
  #batchSize = 0;
  #dropping = false;

  constructor({ layers }: Network, maxBatchSize: number) {
    const buffer = (width: number) => rowViews(new Float64Array(maxBatchSize * width), width);
    this.inputs = buffer(layers[0]?.inputs ?? 0);
    this.#values = new Float64Array(
      Math.max(maxBatchSize, ...layers.map(({ outputs }) => outputs)) + 3, // whole groups of four
    );
    let [inputs, inputDeltas]: [Rows, Rows | undefined] = [this.inputs, undefined];
    this.#stages = layers.map((layer) => {
      const outputs = buffer(layer.outputs);
      const deltas = buffer(layer.outputs);
      const weights = rowViews(layer.weights, layer.inputs);
      const weightsGradient = rowViews(layer.weightsGradient, layer.inputs);
      const stage = { layer, weights, weightsGradient, inputs, outputs, deltas, inputDeltas };
      [inputs, inputDeltas] = [outputs, deltas];
      return stage;
    });
    this.logits = inputs;
    this.logitDeltas = inputDeltas ?? [];
  }

  /**
   * Computes the logits of the first `batchSize` rows of inputs.
   *
   * @param dropout Draws which units are left out, as in training; without it none is.
   */
  forward(batchSize: number, dropout?: Random): void {
    this.#batchSize = batchSize;
    this.#dropping = dropout !== undefined;
    for (const stage of this.#stages) this.#forwardStage(stage, dropout);
  }

  #forwardStage({ layer, weights, inputs, outputs }: Stage, dropout?: Random): void {
    const rate = dropout ? layer.dropout : 0;
    for (const output of outputs) output.fill(0);
    for (const [unit, unitWeights] of weights.entries()) {
      let kept = 0;
      for (let clip = 0; clip < this.#batchSize; clip++) {
        const input = inputs[clip];
        if (!input || (dropout && dropout.uniform() < rate)) continue;
        this.#rows[kept] = input;
        this.#positions[kept++] = clip;
      }
      dotRows(this.#rows, kept, unitWeights, this.#values);
      for (let i = 0; i < kept; i++) {
        const sum = (this.#values[i] ?? 0) + (layer.bias[unit] ?? 0);
        const output = outputs[this.#positions[i] ?? 0];
        if (output) output[unit] = (layer.relu ? Math.max(0, sum) : sum) / (1 - rate);
      }
    }
  }

  /** Adds the gradient of the batch that went forward last to the network's. */
  backward(): void {
    for (const stage of this.#stages.toReversed()) {
      if (stage.layer.relu) this.#passActivation(stage);
      this.#addGradient(stage);
      this.#fillInputDeltas(stage);
    }
  }

  /** From derivatives by outputs to those by the sums before dropout and ReLU. */
  #passActivation({ layer, outputs, deltas }: Stage): void {
    const factor = this.#dropping ? 1 / (1 - layer.dropout) : 1;
    for (let clip = 0; clip < this.#batchSize; clip++) {
      const output = outputs[clip];
      deltas[clip]?.forEach((delta, unit, row) => {
        row[unit] = (output?.[unit] ?? 0) > 0 ? factor * delta : 0;
      });
    }
  }

  #addGradient({ layer, weightsGradient, inputs, deltas }: Stage): void {
    for (const [unit, gradient] of weightsGradient.entries()) {
      let count = 0;
      for (let clip = 0; clip < this.#batchSize; clip++) {
        const input = inputs[clip];
        const delta = deltas[clip]?.[unit] ?? 0;
        if (!input || delta === 0) continue;
        layer.biasGradient[unit] = (layer.biasGradient[unit] ?? 0) + delta;
        this.#rows[count] = input;
        this.#values[count++] = delta;
      }
      addRows(this.#rows, this.#values, count, gradient);
    }
  }

  #fillInputDeltas({ weights, deltas, inputDeltas }: Stage): void {
    for (let clip = 0; clip < this.#batchSize; clip++) {
      const sum = inputDeltas?.[clip];
      if (!sum) return;
      let count = 0;
      for (const [unit, unitWeights] of weights.entries()) {
        const delta = deltas[clip]?.[unit] ?? 0;
        if (delta === 0) continue;
        this.#rows[count] = unitWeights;
        this.#values[count++] = delta;
      }
      addRows(this.#rows, this.#values, count, sum.fill(0));
    }
  }
}
