import type { Random } from "../dataset/random.ts";
import { BatchPass } from "./batch_pass.ts";
import { type ClassWeights, uniformWeights } from "./class_weights.ts";
import type { Example } from "./example.ts";
import type { PreparedProblem } from "./fit_problem.ts";
import { addScores, lossOf, NO_SCORE, type Score } from "./loss.ts";
import type { Network } from "./network.ts";
import { standardize } from "./standardizer.ts";

/** What training minimises: a network's mean loss on examples. */
export class Objective {
  readonly #problem: PreparedProblem;
  readonly #pass: BatchPass;
  readonly #batchSize: number;

  /** @param batchSize Clips that go through the network at once: bounds memory, does not change the result. */
  constructor(network: Network, problem: PreparedProblem, batchSize: number) {
    this.#problem = problem;
    this.#pass = new BatchPass(network, batchSize);
    this.#batchSize = batchSize;
  }

  /**
   * Adds the gradient of the examples' mean loss to the network's.
   *
   * @param dropout As in `BatchPass.forward()`.
   */
  addGradient(examples: readonly Example[], dropout?: Random): Score {
    return this.#sumBatches(examples, (batch) => {
      const score = this.#forward(batch, this.#problem.weights, dropout);
      for (const deltas of this.#pass.logitDeltas) {
        deltas.forEach((delta, k) => deltas[k] = delta / examples.length);
      }
      this.#pass.backward();
      return score;
    });
  }

  /** Scores examples without dropout, each counting once whatever its class. */
  score(examples: readonly Example[]): Score {
    const weights = uniformWeights(this.#problem.labels.length);
    return this.#sumBatches(examples, (batch) => this.#forward(batch, weights));
  }

  #sumBatches(examples: readonly Example[], work: (batch: readonly Example[]) => Score): Score {
    let total = NO_SCORE;
    for (let start = 0; start < examples.length; start += this.#batchSize) {
      total = addScores(total, work(examples.slice(start, start + this.#batchSize)));
    }
    return total;
  }

  #forward(batch: readonly Example[], weights: ClassWeights, dropout?: Random): Score {
    const { standardizer, activation } = this.#problem;
    const { inputs, logits, logitDeltas } = this.#pass;
    batch.forEach(({ features }, i) => {
      const input = inputs[i];
      if (input) standardize(standardizer, features, input);
    });
    this.#pass.forward(batch.length, dropout);
    return batch.reduce((total, { targets }, i) => {
      const outputs = logits[i], deltas = logitDeltas[i];
      if (!outputs || !deltas) return total;
      return addScores(total, lossOf(activation, outputs, targets, weights, deltas));
    }, NO_SCORE);
  }
}
