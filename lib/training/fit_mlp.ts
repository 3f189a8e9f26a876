import { Random } from "../dataset/random.ts";
import { Adam } from "./adam.ts";
import { EarlyStopping } from "./early_stopping.ts";
import { describeEpoch } from "./epoch.ts";
import type { Example } from "./example.ts";
import type { FittedNetwork, PreparedProblem } from "./fit_problem.ts";
import type { HeadOptions } from "./head_options.ts";
import { addScores, NO_SCORE } from "./loss.ts";
import { addPenalty, initializeGlorot, type LayerShape, Network } from "./network.ts";
import { Objective } from "./objective.ts";
import { PlateauRate } from "./plateau.ts";

/**
 * The perceptron, by Adam on shuffled batches. Where clips are held out, it slows down on a
 * plateau of their loss, stops early and keeps the best epoch; else it runs all epochs.
 */
export function fitMlp(problem: PreparedProblem): FittedNetwork {
  const { labels, options, stream, standardizer, training, validation, onEpoch } = problem;
  const random = new Random(options.seed, stream);
  const network = new Network(layerShapes(standardizer.mean.length, options, labels.length));
  initializeGlorot(network, random);
  const objective = new Objective(network, problem, options.batchSize);
  const adam = new Adam(network.parameters.length);
  const plateau = new PlateauRate(options.learningRate);
  const stopping = new EarlyStopping();

  for (let epoch = 1; epoch <= options.epochs; epoch++) {
    const { rate } = plateau;
    let score = NO_SCORE;
    for (const batch of shuffledBatches(training, options.batchSize, random)) {
      network.gradient.fill(0);
      score = addScores(score, objective.addGradient(batch, random));
      addPenalty(network, options.l2 / training.length);
      adam.step(network.parameters, network.gradient, rate);
    }
    const validationScore = validation && objective.score(validation);
    onEpoch(describeEpoch(epoch, rate, score, validationScore));
    if (!validationScore) continue;
    const validationLoss = validationScore.loss / validationScore.clips;
    plateau.observe(validationLoss);
    stopping.observe(epoch, validationLoss, network.parameters);
    if (stopping.isOver(epoch)) break;
  }
  if (!validation) return { network, bestEpoch: options.epochs };
  stopping.restore(network.parameters);
  return { network, bestEpoch: stopping.bestEpoch };
}

function layerShapes(
  inputs: number,
  { hiddenUnits, dropout }: HeadOptions,
  classes: number,
): LayerShape[] {
  const hidden = hiddenUnits.map((outputs, index) => ({
    inputs: hiddenUnits[index - 1] ?? inputs,
    outputs,
    relu: true,
    dropout,
  }));
  const last = { inputs: hiddenUnits.at(-1) ?? inputs, outputs: classes, relu: false, dropout: 0 };
  return [...hidden, last];
}

function* shuffledBatches(
  examples: readonly Example[],
  batchSize: number,
  random: Random,
): Generator<Example[]> {
  const order = random.shuffle(examples);
  for (let start = 0; start < order.length; start += batchSize) {
    yield order.slice(start, start + batchSize);
  }
}
