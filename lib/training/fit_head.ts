import { balancedWeights, uniformWeights } from "./class_weights.ts";
import type { Epoch } from "./epoch.ts";
import { fitLogistic } from "./fit_logistic.ts";
import { fitMlp } from "./fit_mlp.ts";
import type { FitProblem } from "./fit_problem.ts";
import type { Head } from "./head.ts";
import type { Network } from "./network.ts";
import { fitStandardizer } from "./standardizer.ts";

/** A trained head and how it came about. */
export interface FittedHead {
  head: Head;
  history: Epoch[];
  /** The epoch whose weights were kept; 0 where there was nothing to learn. */
  bestEpoch: number;
}

/**
 * Trains a head in the calling thread; `fitInWorkers()` does it beside.
 *
 * @throws {RangeError} if its weights grew beyond float32.
 */
export function fitHead(problem: FitProblem, onEpoch?: (epoch: Epoch) => void): FittedHead {
  const { labels, activation, options, training } = problem;
  const history: Epoch[] = [];
  const standardizer = fitStandardizer(training);
  const weights = options.classWeights === "balanced"
    ? balancedWeights(training, labels.length, activation)
    : uniformWeights(labels.length);
  const fit = options.kind === "logistic" ? fitLogistic : fitMlp;
  const { network, bestEpoch } = fit({
    ...problem,
    standardizer,
    weights,
    onEpoch(epoch) {
      history.push(epoch);
      onEpoch?.(epoch);
    },
  });
  const { kind, pooling } = options;
  const layers = layersOf(network);
  if (!layers.every(({ weights, bias }) => [weights, bias].every(isFinite32))) {
    throw new RangeError(
      `Training did not settle with learning rate ${options.learningRate}: the weights grew beyond all numbers. Choose a smaller one`,
    );
  }
  const head = { kind, labels, activation, pooling, ...standardizer, layers };
  return { head, history, bestEpoch };
}

const isFinite32 = (values: Float32Array) => values.every(Number.isFinite);

function layersOf({ layers }: Network): Head["layers"] {
  return layers.map(({ inputs, outputs, weights, bias, relu }) => ({
    inputs,
    outputs,
    weights: Float32Array.from(weights),
    bias: Float32Array.from(bias),
    activation: relu ? "relu" : "none",
  }));
}
