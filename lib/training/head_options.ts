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
  /** Units of each hidden layer of the perceptron, the first layer first; the logistic head has none. */
  hiddenUnits: readonly number[];
  /** Part of the hidden units left out at random in each training pass. */
  dropout: number;
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
 * perceptron: layers and dropout of the system that this one replaces, Keras's defaults for Adam and batches,
 * no penalty beside the dropout.
 */
const DEFAULTS: Record<HeadKind, Omit<HeadOptions, "kind">> = {
  logistic: {
    pooling: "mean+max",
    l2: 1,
    classWeights: "none",
    epochs: 300,
    learningRate: 1e-3,
    batchSize: 32,
    hiddenUnits: [128, 64],
    dropout: 0.3,
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
    hiddenUnits: [128, 64],
    dropout: 0.3,
    validationFraction: 0.15,
    seed: 42,
  },
};

/** More makes no better classifier of embeddings; a slip of the pen shall not fill the memory. */
const MAX_HIDDEN_UNITS = 4096;

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
    hiddenUnits: (given.hiddenUnits ?? defaults.hiddenUnits).map((units) =>
      inRange("hidden units", units, isLayerWidth, `whole numbers from 1 to ${MAX_HIDDEN_UNITS}`)
    ),
    dropout: inRange(
      "dropout",
      given.dropout ?? defaults.dropout,
      isDropout,
      "a number from 0, below 1",
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

/** Whether a hidden layer can have so many units. */
export function isLayerWidth(units: number): boolean {
  return isCount(units) && units <= MAX_HIDDEN_UNITS;
}

/** Whether such a part of the units can be left out. */
export function isDropout(part: number): boolean {
  return part >= 0 && part < 1;
}

function inRange(
  name: string,
  value: number,
  holds: (value: number) => boolean,
  wanted: string,
): number {
  if (Number.isFinite(value) && holds(value)) return value;
  throw new RangeError(`Cannot train with ${name} ${value}: wanted ${wanted}`);
}
