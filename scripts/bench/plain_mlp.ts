import type { Random } from "../../lib/dataset/random.ts";
import type { Example } from "../../lib/training/example.ts";

const HIDDEN = [128, 64];
const DROPOUT = 0.3;
const LEARNING_RATE = 1e-3;

/** A dense layer as one writes it down first. */
interface PlainLayer {
  inputs: number;
  outputs: number;
  weights: Float32Array;
  gradient: Float32Array;
  first: Float32Array;
  second: Float32Array;
}

/**
 * What the trainer's speed is measured against: the same perceptron, dropout and Adam in the loops of a
 * textbook, each over all units and inputs, without biases.
 *
 * @returns The mean loss of the last epoch.
 */
export function trainPlainMlp(
  examples: readonly Example[],
  epochs: number,
  batchSize: number,
  random: Random,
): number {
  const sizes = [
    examples[0]?.features.length ?? 0,
    ...HIDDEN,
    examples[0]?.targets.length ?? 0,
  ];
  const layers = HIDDEN.concat(sizes.at(-1) ?? 0).map((outputs, i) =>
    plainLayer(sizes[i] ?? 0, outputs, random)
  );
  let steps = 0;
  let loss = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.shuffle(examples);
    loss = 0;
    for (let start = 0; start < order.length; start += batchSize) {
      const batch = order.slice(start, start + batchSize);
      for (const { gradient } of layers) gradient.fill(0);
      for (const example of batch) loss += addExample(layers, example, batch.length, random);
      steps++;
      for (const layer of layers) adamStep(layer, steps);
    }
  }
  return loss / examples.length;
}

function plainLayer(inputs: number, outputs: number, random: Random): PlainLayer {
  const zeros = () => new Float32Array(inputs * outputs);
  const limit = Math.sqrt(6 / (inputs + outputs));
  const weights = zeros().map(() => limit * (2 * random.uniform() - 1));
  return { inputs, outputs, weights, gradient: zeros(), first: zeros(), second: zeros() };
}

function addExample(
  layers: readonly PlainLayer[],
  { features, targets }: Example,
  batchSize: number,
  random: Random,
): number {
  const values = [features];
  for (const [index, layer] of layers.entries()) {
    const isHidden = index < layers.length - 1;
    values.push(forward(layer, values[index] ?? features, isHidden ? random : undefined));
  }
  const logits = values.at(-1) ?? features;
  const max = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
  let deltas: Float32Array = logits.map((logit, k) =>
    (Math.exp(logit - max) / sum - (targets[k] ?? 0)) / batchSize
  );
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    if (layer) deltas = backward(layer, values[index] ?? features, deltas);
  }
  return max + Math.log(sum) - (logits[targets.indexOf(1)] ?? 0);
}

function forward(layer: PlainLayer, input: Float32Array, dropout?: Random): Float32Array {
  const output = new Float32Array(layer.outputs);
  for (let unit = 0; unit < layer.outputs; unit++) {
    let sum = 0;
    for (let k = 0; k < layer.inputs; k++) {
      sum += (input[k] ?? 0) * (layer.weights[unit * layer.inputs + k] ?? 0);
    }
    output[unit] = sum;
    if (dropout) {
      output[unit] = dropout.uniform() < DROPOUT ? 0 : Math.max(0, sum) / (1 - DROPOUT);
    }
  }
  return output;
}

function backward(layer: PlainLayer, input: Float32Array, deltas: Float32Array): Float32Array {
  const inputDeltas = new Float32Array(layer.inputs);
  for (let unit = 0; unit < layer.outputs; unit++) {
    const delta = deltas[unit] ?? 0;
    for (let k = 0; k < layer.inputs; k++) {
      const at = unit * layer.inputs + k;
      layer.gradient[at] = (layer.gradient[at] ?? 0) + delta * (input[k] ?? 0);
      inputDeltas[k] = (inputDeltas[k] ?? 0) + delta * (layer.weights[at] ?? 0);
    }
  }
  return inputDeltas.map((delta, k) => (input[k] ?? 0) > 0 ? delta / (1 - DROPOUT) : 0);
}

function adamStep({ weights, gradient, first, second }: PlainLayer, steps: number): void {
  const rate = LEARNING_RATE * Math.sqrt(1 - 0.999 ** steps) / (1 - 0.9 ** steps);
  for (let i = 0; i < weights.length; i++) {
    const slope = gradient[i] ?? 0;
    first[i] = 0.9 * (first[i] ?? 0) + 0.1 * slope;
    second[i] = 0.999 * (second[i] ?? 0) + 0.001 * slope * slope;
    weights[i] = (weights[i] ?? 0) - rate * (first[i] ?? 0) / (Math.sqrt(second[i] ?? 0) + 1e-7);
  }
}
