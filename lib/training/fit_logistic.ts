import { describeEpoch } from "./epoch.ts";
import type { FittedNetwork, PreparedProblem } from "./fit_problem.ts";
import { minimize } from "./lbfgs.ts";
import { addPenalty, Network } from "./network.ts";
import { Objective } from "./objective.ts";

/** Rows that go through the network at once: few enough to stay in a core's cache. */
const BATCH_SIZE = 64;
/** The minimum is reached where no part of the mean gradient is larger. */
const TOLERANCE = 1e-5;

/**
 * Logistic regression: multinomial with softmax, one for each class with sigmoids. The L2 penalty gives it
 * one minimum, which L-BFGS finds from zero weights, whatever the seed.
 */
export function fitLogistic(problem: PreparedProblem): FittedNetwork {
  const { labels, options, standardizer, training, validation, onEpoch } = problem;
  const inputs = standardizer.mean.length;
  const network = new Network([{ inputs, outputs: labels.length, relu: false, dropout: 0 }]);
  const objective = new Objective(network, problem, BATCH_SIZE);
  let bestEpoch = 0;

  const evaluate = (point: Float64Array) => {
    network.parameters.set(point);
    network.gradient.fill(0);
    const score = objective.addGradient(training);
    const value = score.loss / score.clips + addPenalty(network, options.l2 / score.clips);
    return { value, gradient: network.gradient.slice(), score };
  };
  const minimum = minimize(evaluate, network.parameters.slice(), {
    maxIterations: options.epochs,
    tolerance: TOLERANCE,
    onIteration(iteration, { score }, stepLength) {
      bestEpoch = iteration;
      const validationScore = validation && objective.score(validation);
      onEpoch(describeEpoch(iteration, stepLength, score, validationScore));
    },
  });
  network.parameters.set(minimum);
  return { network, bestEpoch };
}
