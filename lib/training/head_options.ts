import type { Activation, HeadKind, Pooling } from "./head.ts";

/** How a head is trained; `headOptions()` fills in what is not given. */
export interface HeadOptions {
  kind: HeadKind;
  pooling: Pooling;
  /** By default softmax where each clip has exactly one of several labels, else sigmoid. */
  activation?: Activation | undefined;
  /** Strength λ of the penalty λ/2 · ‖weights‖² beside the loss summed over the clips; 1/C in scikit-learn. */
  l2: number;
  /** "balanced" weighs each class by the inverse of its number of clips, so that rare ones count as much. */
  classWeights: "none" | "balanced";
  /** Passes over the training clips at most; of the logistic head, L-BFGS iterations at most. */
  epochs: number;
  /** Of Adam's steps, at the start; the logistic head has none. */
  learningRate: number;
  /** Clips a step of Adam; the logistic head's steps see all clips. */
  batchSize: number;
  /** Part of the training clips held out, whole recordings, to tell when to stop; 0 for none. */
  validationFraction: number;
  /** A whole number; the same seed gives the same head, bit for bit. */
  seed: number;
}

/** The default head. Fixed, like the values below, before any score was seen: never tune it on a test fold. */
const DEFAULT_KIND: HeadKind = "logistic";

/**
 * Where the values come from. Both: mean and maximum together, since a mean says what goes on all the time
 * and a maximum what happened once. Logistic: scikit-learn's default strength (C = 1) on standardized
 * features; its loss has one minimum, so that nothing needs to be held out to stop in time. The
 * perceptron: Keras's defaults for Adam and batches, no penalty beside its dropout.
 */
const DEFAULTS: Record<HeadKind, Omit<HeadOptions, "kind">> = {
  logistic: {
    pooling: "mean+max",
    l2: 1,
    classWeights: "none",
    epochs: 300,
    learningRate: 1e-3,
    batchSize: 32,
    validationFraction: 0,
    seed: 42,
  },
  mlp: {
    pooling: "mean+max",
    l2: 0,
    classWeights: "none",
    epochs: 100,
    learningRate: 1e-3,
    batchSize: 32,
    validationFraction: 0.15,
    seed: 42,
  },
};

/** Some of the options; what is undefined counts as not given. */
export type GivenOptions = { [Key in keyof HeadOptions]?: HeadOptions[Key] | undefined };

/**
 * Fills in the defaults of the kind of head.
 *
 * @throws {RangeError} if a value is out of its range.
 */
export function headOptions(given: GivenOptions = {}): HeadOptions {
  const kind = given.kind ?? DEFAULT_KIND;
  const defaults = DEFAULTS[kind];
  return {
    kind,
    pooling: given.pooling ?? defaults.pooling,
    activation: given.activation,
    classWeights: given.classWeights ?? defaults.classWeights,
    l2: inRange("l2", given.l2 ?? defaults.l2, (l2) => l2 >= 0, "a number from 0"),
    epochs: inRange("epochs", given.epochs ?? defaults.epochs, isCount, "a whole number from 1"),
    learningRate: inRange(
      "learning rate",
      given.learningRate ?? defaults.learningRate,
      (rate) => rate > 0,
      "a number above 0",
    ),
    batchSize: inRange(
      "batch size",
      given.batchSize ?? defaults.batchSize,
      isCount,
      "a whole number from 1",
    ),
    validationFraction: inRange(
      "validation fraction",
      given.validationFraction ?? defaults.validationFraction,
      (fraction) => fraction >= 0 && fraction <= 0.5,
      "a number from 0 to 0.5",
    ),
    seed: inRange("seed", given.seed ?? defaults.seed, Number.isSafeInteger, "a whole number"),
  };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 1;

function inRange(
  name: string,
  value: number,
  holds: (value: number) => boolean,
  wanted: string,
): number {
  if (Number.isFinite(value) && holds(value)) return value;
  throw new RangeError(`Cannot train with ${name} ${value}: wanted ${wanted}`);
}
