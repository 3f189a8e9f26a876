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

/** Trains a head in the calling thread; `fitInWorkers()` does it beside. */
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
  const head = { kind, labels, activation, pooling, ...standardizer, layers: layersOf(network) };
  return { head, history, bestEpoch };
}

function layersOf({ layers }: Network): Head["layers"] {
  return layers.map(({ inputs, outputs, weights, bias, relu }) => ({
    inputs,
    outputs,
    weights: Float32Array.from(weights),
    bias: Float32Array.from(bias),
    activation: relu ? "relu" : "none",
  }));
}
