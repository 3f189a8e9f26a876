import { Random } from "../../lib/dataset/random.ts";
import type { Example } from "../../lib/training/example.ts";
import { fitHead } from "../../lib/training/fit_head.ts";
import { headOptions } from "../../lib/training/head_options.ts";
import { stopwatch } from "./alternate.ts";
import { compare, type Comparison } from "./comparison.ts";
import { trainPlainMlp } from "./plain_mlp.ts";

const CLIPS = 320;
const FEATURES = 1024;
const CLASSES = 10;
const EPOCHS = 3;

/** The perceptron's training on one thread, against the loops of a textbook. */
export async function benchTraining(rounds: number): Promise<Comparison[]> {
  const examples = randomExamples();
  const train = () =>
    Promise.resolve(fitHead({
      labels: Array.from({ length: CLASSES }, (_, k) => `class ${k}`),
      activation: "softmax",
      options: headOptions({ kind: "mlp", epochs: EPOCHS, validationFraction: 0 }),
      stream: 0,
      training: examples,
    }));
  const trainPlainly = () =>
    Promise.resolve(trainPlainMlp(examples, EPOCHS, headOptions().batchSize, new Random(1)));
  return await compare({
    what: `train the mlp head on ${CLIPS} × ${FEATURES}`,
    unit: "epochs/s",
    work: EPOCHS,
    ours: { name: "ours", run: () => stopwatch(() => train()) },
    peers: [{ name: "plain loops", goal: undefined, run: () => stopwatch(trainPlainly) }],
    rounds,
  });
}

/** Noise in which each class has features of its own that are a little larger. */
function randomExamples(): Example[] {
  const random = new Random(1);
  return Array.from({ length: CLIPS }, (_, clip) => {
    const own = clip % CLASSES;
    return {
      features: Float32Array.from(
        { length: FEATURES },
        (_, i) => random.uniform() + (i % CLASSES === own ? 0.1 : 0),
      ),
      targets: Uint8Array.from({ length: CLASSES }, (_, k) => k === own ? 1 : 0),
    };
  });
}
