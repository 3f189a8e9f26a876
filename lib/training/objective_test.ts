import assert from "node:assert/strict";
import { Random } from "../dataset/random.ts";
import { assertClose } from "./test_close.ts";
import { balancedWeights, uniformWeights } from "./class_weights.ts";
import type { Example } from "./example.ts";
import type { PreparedProblem } from "./fit_problem.ts";
import type { Activation } from "./head.ts";
import { headOptions } from "./head_options.ts";
import { addPenalty, initializeGlorot, type LayerShape, Network } from "./network.ts";
import { Objective } from "./objective.ts";
import { fitStandardizer } from "./standardizer.ts";

const CLASSES = 3;
const FEATURES = 6;
const EXAMPLES = 11;

const SHAPES: Record<"linear" | "deep", LayerShape[]> = {
  linear: [{ inputs: FEATURES, outputs: CLASSES, relu: false, dropout: 0 }],
  deep: [
    { inputs: FEATURES, outputs: 7, relu: true, dropout: 0.3 },
    { inputs: 7, outputs: 5, relu: true, dropout: 0.4 },
    { inputs: 5, outputs: CLASSES, relu: false, dropout: 0 },
  ],
};

function randomExamples(activation: Activation, random: Random): Example[] {
  return Array.from({ length: EXAMPLES }, () => {
    const own = random.integer(CLASSES);
    const isOn = (k: number) => activation === "softmax" ? k === own : random.integer(2) === 1;
    return {
      features: Float32Array.from({ length: FEATURES }, () => 3 * random.uniform() - 1),
      targets: Uint8Array.from({ length: CLASSES }, (_, k) => isOn(k) ? 1 : 0),
    };
  });
}

function randomProblem(activation: Activation, random: Random): PreparedProblem {
  const training = randomExamples(activation, random);
  return {
    labels: ["a", "b", "c"],
    activation,
    options: headOptions(),
    stream: 0,
    training,
    standardizer: fitStandardizer(training),
    weights: balancedWeights(training, CLASSES, activation),
    onEpoch: () => {},
  };
}

for (const shape of ["linear", "deep"] as const) {
  for (const activation of ["softmax", "sigmoid"] as const) {
    Deno.test(`Objective.addGradient() is the slope of the loss: ${shape}, ${activation}`, () => {
      const random = new Random(3);
      const problem = randomProblem(activation, random);
      const network = new Network(SHAPES[shape]);
      initializeGlorot(network, random);
      network.parameters.forEach((value, i) => network.parameters[i] = value + 0.05 * (i % 3));
      const objective = new Objective(network, problem, 4); // batches of 4, 4 and 3
      const lossAt = () => {
        network.gradient.fill(0);
        const dropout = shape === "deep" ? new Random(9) : undefined; // the same units each time
        const { loss, clips } = objective.addGradient(problem.training, dropout);
        return loss / clips + addPenalty(network, 0.1);
      };
      lossAt();
      const gradient = network.gradient.slice();
      const step = 1e-5;
      const measured = network.parameters.map((value, i) => {
        network.parameters[i] = value + step;
        const above = lossAt();
        network.parameters[i] = value - step;
        const below = lossAt();
        network.parameters[i] = value;
        return (above - below) / (2 * step);
      });
      assertClose(gradient, measured, 1e-8);
      assert.ok(gradient.some((slope) => Math.abs(slope) > 0.1));
    });
  }
}

Deno.test("Objective gives the same loss and gradient for any batch size", () => {
  const problem = randomProblem("softmax", new Random(4));
  const [whole, parts] = [EXAMPLES, 2].map((batchSize) => {
    const network = new Network(SHAPES.deep);
    initializeGlorot(network, new Random(5));
    const { loss } = new Objective(network, problem, batchSize).addGradient(problem.training);
    return [loss, ...network.gradient];
  });
  assertClose(parts ?? [], whole ?? [], 1e-12);
});

Deno.test("Objective.score() leaves no unit out and weighs no class", () => {
  const problem = randomProblem("softmax", new Random(6));
  const network = new Network(SHAPES.deep);
  initializeGlorot(network, new Random(7));
  const weighted = new Objective(network, problem, 4);
  const plain = new Objective(network, { ...problem, weights: uniformWeights(CLASSES) }, 4);
  const score = weighted.score(problem.training);
  assert.deepEqual(score, plain.addGradient(problem.training));
  assert.notEqual(score.loss, weighted.addGradient(problem.training).loss);
  assert.equal(score.clips, EXAMPLES);
});
