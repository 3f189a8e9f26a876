import type { Clip } from "../audio/clip.ts";
import { ClipRunner } from "../audio/clip_runner.ts";
import type { Backbone } from "../backbone/backbone.ts";
import type { Model, ModelOutput } from "./model.ts";
import { type OpenOptions, outputNamed } from "./open_model.ts";

/**
 * A backbone as a model of the labels that it brings along: YAMNet's 521 classes of AudioSet. A clip's
 * probability for a class is the mean over its frames, as in upstream's examples.
 *
 * @throws {Error} if the backbone has no labels of its own.
 */
export async function openBackboneModel(
  backbone: Backbone,
  options: OpenOptions = {},
): Promise<Model> {
  const { name, labels, digest } = backbone;
  if (labels.length === 0) {
    throw new Error(
      `Cannot predict with the ${name} backbone: it has no labels of its own. Train a model on it, then predict with --model`,
    );
  }
  const runner = await ClipRunner.open(backbone.model, { ...options, outputs: ["scores"] });
  return {
    name,
    version: undefined,
    loggedModelId: undefined,
    digest,
    labels,
    activation: "sigmoid",
    backbone,
    dataHash: undefined,
    trainedOn: undefined,
    card: undefined,
    get size() {
      return runner.size;
    },
    run: (clip) => runClip(runner, clip, labels.length),
    [Symbol.dispose]: () => runner[Symbol.dispose](),
  };
}

async function runClip(runner: ClipRunner, clip: Clip, classes: number): Promise<ModelOutput> {
  const { info, timing, outputs } = await runner.run(clip);
  const { values } = outputNamed(outputs, "scores");
  const frames = values.length / classes;
  const probabilities = new Float32Array(classes);
  values.forEach((score, index) => {
    probabilities[index % classes] = (probabilities[index % classes] ?? 0) + score / frames;
  });
  return { info, timing, probabilities, frames, frameProbabilities: values };
}
