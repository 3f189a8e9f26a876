import assert from "node:assert/strict";
import { assertClose } from "./test_close.ts";
import { fitHead } from "./fit_head.ts";
import type { FitProblem } from "./fit_problem.ts";
import { type GivenOptions, headOptions } from "./head_options.ts";
import { headProbabilities } from "./head_probabilities.ts";
import { makeSet } from "./test_sets.ts";
import { fitProblem, prepareMaterial } from "./training_material.ts";
import type { TrainingSet } from "./training_set.ts";

const threeClasses = makeSet({ clips: { cat: 20, dog: 20, rain: 20 } });

function problemOf(set: TrainingSet, options: GivenOptions = {}): FitProblem {
  return fitProblem(prepareMaterial(set, options), [...set.samples.keys()], 0);
}

/** Part of the clips whose most probable class is theirs. */
async function accuracyOf(set: TrainingSet, options: GivenOptions): Promise<number> {
  const problem = problemOf(set, options);
  const { head } = fitHead(problem);
  const all = [...problem.training, ...problem.validation ?? []];
  const rows = await headProbabilities(head, all.map(({ features }) => features));
  const right = rows.filter((row, i) => all[i]?.targets[row.indexOf(Math.max(...row))] === 1);
  return right.length / rows.length;
}

Deno.test("fitHead() gives an mlp the hidden layers that are asked for, and another dropout other weights", () => {
  const fit = (options: GivenOptions) =>
    fitHead(problemOf(threeClasses, { kind: "mlp", epochs: 3, ...options })).head.layers;
  const shapes = fit({ hiddenUnits: [20, 10, 5] }).map(({ inputs, outputs }) => [inputs, outputs]);
  const [first, ...rest] = shapes;
  assert.equal(first?.[1], 20);
  assert.deepEqual(rest, [[20, 10], [10, 5], [5, 3]]);
  assert.deepEqual(fit({ hiddenUnits: [128, 64], dropout: 0.3 }), fit({}));
  assert.notDeepEqual(fit({ dropout: 0 }), fit({}));
});

for (const kind of ["logistic", "mlp"] as const) {
  for (const activation of ["softmax", "sigmoid"] as const) {
    Deno.test(`fitHead() tells separate classes apart: ${kind}, ${activation}`, async () => {
      assert.equal(await accuracyOf(threeClasses, { kind, activation }), 1);
    });

    Deno.test(`fitHead() gives a head whose graph has the loss it was trained to: ${kind}, ${activation}`, async () => {
      const close = makeSet({ clips: { cat: 20, dog: 20, rain: 20 }, distance: 0.3 });
      const problem = problemOf(close, { kind, activation, validationFraction: 0.3, epochs: 12 });
      const { head, history, bestEpoch } = fitHead(problem);
      const validation = problem.validation ?? [];
      const rows = await headProbabilities(head, validation.map(({ features }) => features));
      const losses = rows.map((row, i) => {
        const targets = [...validation[i]?.targets ?? []];
        const absent = activation === "sigmoid" ? 1 : 0;
        return -targets.reduce((sum, target, k) => {
          const probability = row[k] ?? 0;
          return sum + (target === 1 ? Math.log(probability) : absent * Math.log(1 - probability));
        }, 0);
      });
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      assertClose([mean], [history[bestEpoch - 1]?.validationLoss ?? NaN], 1e-5);
    });
  }

  Deno.test(`fitHead() repeats bit for bit from its seed: ${kind}`, () => {
    const problem = problemOf(threeClasses, { kind, epochs: 5 });
    assert.deepEqual(fitHead(problem), fitHead(structuredClone(problem)));
  });

  Deno.test(`fitHead() keeps away from a feature that never changed in training: ${kind}`, () => {
    const pooled = threeClasses.pooled.map((vector) => vector.with(3, 0.1));
    const { head } = fitHead(problemOf({ ...threeClasses, pooled }, { kind, epochs: 3 }));
    assert.equal(head.scale[3], 0);
  });
}

Deno.test("fitHead() of another seed or stream is another perceptron, and the same regression", () => {
  const weights = (kind: "mlp" | "logistic", seed: number, stream: number) => {
    const problem = problemOf(threeClasses, { kind, seed, epochs: 2, validationFraction: 0 });
    return fitHead({ ...problem, stream }).head.layers[0]?.weights;
  };
  assert.notDeepEqual(weights("mlp", 1, 0), weights("mlp", 2, 0));
  assert.notDeepEqual(weights("mlp", 1, 0), weights("mlp", 1, 1));
  assert.deepEqual(weights("logistic", 1, 0), weights("logistic", 2, 1));
});

Deno.test("fitHead() logistic ends where the gradient is zero: weights are C · Σ residual · feature", () => {
  const problem = problemOf(makeSet({ clips: { cat: 15, dog: 25 }, distance: 0.5 }), { l2: 0.5 });
  const { head } = fitHead(problem);
  const [layer] = head.layers;
  assert.ok(layer);
  const size = layer.inputs;
  const expected = new Float64Array(layer.weights.length);
  for (const { features, targets } of problem.training) {
    const x = Float64Array.from(features, (value, i) => {
      return (value - (head.mean[i] ?? 0)) * (head.scale[i] ?? 0);
    });
    const logits = [0, 1].map((k) =>
      x.reduce(
        (sum, value, i) => sum + value * (layer.weights[k * size + i] ?? 0),
        layer.bias[k] ?? 0,
      )
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    logits.forEach((logit, k) => {
      const residual = (targets[k] ?? 0) - Math.exp(logit) / total;
      x.forEach((value, i) =>
        expected[k * size + i] = (expected[k * size + i] ?? 0) + residual * value / 0.5
      );
    });
  }
  assertClose(layer.weights, expected, 2e-3);
});

Deno.test("fitHead() with balanced weights finds the rare class that it else passes over", async () => {
  const rare = makeSet({ clips: { noise: 300, siren: 12 }, distance: 0.2 });
  const recall = async (classWeights: "none" | "balanced") => {
    const problem = problemOf(rare, { classWeights });
    const features = problem.training.map((example) => example.features);
    const rows = await headProbabilities(fitHead(problem).head, features);
    const sirens = rows.filter((_, i) => problem.training[i]?.targets[1] === 1);
    return sirens.filter((row) => (row[1] ?? 0) > 0.5).length / sirens.length;
  };
  const [none, balanced] = [await recall("none"), await recall("balanced")];
  assert.ok(none < 0.5 && balanced > 0.7, `found ${none} and ${balanced} of the rare class`);
});

Deno.test("fitHead() stops the perceptron early and keeps the best epoch", () => {
  const guesswork = makeSet({ clips: { a: 30, b: 30 }, distance: 0 });
  const fit = (epochs: number) => fitHead(problemOf(guesswork, { kind: "mlp", epochs }));
  const { head, history, bestEpoch } = fit(80);
  const losses = history.map(({ validationLoss }) => validationLoss ?? NaN);
  assert.ok(history.length < 80, `ran ${history.length} epochs`);
  assert.equal(losses.indexOf(Math.min(...losses)), bestEpoch - 1);
  assert.equal(history.length, bestEpoch + 5);
  assert.deepEqual(head, fit(bestEpoch).head);
});

Deno.test("fitHead() leaves units of the perceptron out at random in training, and none in validation", () => {
  const options = { kind: "mlp", learningRate: 1e-15, epochs: 2 } as const; // the weights stay where they are
  const [first, second] = fitHead(problemOf(threeClasses, options)).history;
  assert.ok(first && second);
  assert.ok(Math.abs(first.loss - second.loss) > 1e-3, `${first.loss} and ${second.loss}`);
  assertClose([first.validationLoss ?? NaN], [second.validationLoss ?? NaN], 1e-9);
});

Deno.test("fitHead() refuses to give a head whose weights grew beyond all numbers", () => {
  const problem = problemOf(threeClasses, { kind: "mlp", learningRate: 1e300, epochs: 3 });
  assert.throws(() => fitHead(problem), {
    name: "RangeError",
    message:
      "Training did not settle with learning rate 1e+300: the weights grew beyond all numbers. Choose a smaller one",
  });
});

Deno.test("fitHead() without held-out clips runs the perceptron for all epochs", () => {
  const options = { kind: "mlp", validationFraction: 0, epochs: 4 } as const;
  const { history, bestEpoch } = fitHead(problemOf(threeClasses, options));
  assert.equal(history.length, 4);
  assert.equal(bestEpoch, 4);
  assert.equal(history[0]?.validationLoss, undefined);
  assert.deepEqual(headOptions(options).validationFraction, 0);
});

Deno.test("fitHead() learns several labels at a time", () => {
  const set = makeSet({ clips: { bark: 20, rain: 20, wind: 20 } });
  const samples = set.samples.map((sample, i) => ({
    ...sample,
    labels: i % 5 === 0 ? [] : sample.labels[0] === "wind" ? ["wind", "rain"] : sample.labels,
  }));
  const problem = problemOf({ ...set, samples });
  assert.equal(problem.activation, "sigmoid");
  assert.deepEqual(Array.from(problem.training[41]?.targets ?? []), [0, 1, 1]);
  const { history } = fitHead(problem);
  assert.ok((history.at(-1)?.accuracy ?? 0) > 0.85);
});
