import type { Example } from "./example.ts";
import type { Activation, Pooling } from "./head.ts";
import { type LabelledClips, selectPooling, type TrainingSet } from "./training_set.ts";

/**
 * Softmax where each clip has exactly one of several labels, else sigmoid; or what is asked for.
 *
 * @throws {RangeError} if softmax is asked for and a clip has not exactly one label.
 */
export function chooseActivation(
  { labels, samples }: LabelledClips,
  asked: Activation | undefined,
): Activation {
  const other = samples.find((sample) => sample.labels.length !== 1);
  if (asked === "softmax" && other) {
    throw new RangeError(
      `Cannot train with softmax: clip "${other.id}" has ${other.labels.length} labels, wanted exactly one. Use sigmoid`,
    );
  }
  return asked ?? (other || labels.length < 2 ? "sigmoid" : "softmax");
}

/**
 * Brings a training set into the form that training takes.
 *
 * @throws {RangeError} if there is nothing to learn: no clips, or a label that no clip has, or that all have.
 * @throws {TypeError} if a clip's embedding holds NaN or infinity, or is of another length, or a label is unknown.
 */
export function trainingExamples(set: TrainingSet, pooling: Pooling): Example[] {
  const { labels, samples, pooled } = set;
  checkEmbeddings(set);
  checkLabels(set);
  return samples.map((sample, i) => ({
    features: selectPooling(pooled[i] ?? new Float32Array(), pooling),
    targets: Uint8Array.from(labels, (label) => sample.labels.includes(label) ? 1 : 0),
  }));
}

function checkEmbeddings({ samples, pooled }: TrainingSet): void {
  const size = pooled[0]?.length ?? 0;
  samples.forEach(({ id }, i) => {
    const vector = pooled[i];
    if (vector?.length !== size) {
      throw new TypeError(
        `Cannot train on clip "${id}": wanted an embedding of ${size} values, got ${vector?.length}`,
      );
    }
    if (!vector.every(Number.isFinite)) {
      throw new TypeError(
        `Cannot train on clip "${id}": its embedding holds a value that is no finite number`,
      );
    }
  });
}

/** @throws as `trainingExamples()` does for labels. */
export function checkLabels({ labels, samples }: LabelledClips): void {
  if (samples.length === 0) throw new RangeError("Cannot train: the dataset has no clips");
  for (const { id, labels: own } of samples) {
    const unknown = own.find((label) => !labels.includes(label));
    if (unknown === undefined) continue;
    throw new TypeError(
      `Cannot train on clip "${id}": its label "${unknown}" is none of the set's`,
    );
  }
  for (const label of labels) {
    const count = samples.filter((sample) => sample.labels.includes(label)).length;
    if (count === 0) throw new RangeError(`Cannot learn "${label}": no clip has that label`);
    if (count === samples.length) {
      throw new RangeError(
        `Cannot tell "${label}" from anything else: all ${count} clips have that label. Add clips of other classes`,
      );
    }
  }
}
