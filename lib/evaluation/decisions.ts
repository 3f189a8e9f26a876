import type { Prediction } from "../training/prediction.ts";

/**
 * What a model's probabilities are for: exactly one class a clip, any number of classes, or one class
 * against everything else.
 */
export type Task = "multi-class" | "multi-label" | "binary";

type LabelledClip = Pick<Prediction, "id" | "labels">;

/** One clip: the truth and what was decided, as class indices. */
export interface Decision {
  id: string;
  fold?: number;
  truth: number[];
  predicted: number[];
  correct: boolean;
  /** Probability of what was decided; of the surest wrong one, where several classes were decided wrongly. */
  confidence: number;
  /** A probability for each class. */
  probabilities: number[];
}

/** From here on, a class counts as present where classes are decided one by one. */
export const DECISION_THRESHOLD = 0.5;

/**
 * Checks predictions and decides each clip: the most probable class (the first one at a tie), or each
 * class whose probability is at least {@linkcode DECISION_THRESHOLD}.
 *
 * @throws {RangeError} if there are no predictions, a clip appears twice, or a prediction's probabilities
 * or labels do not fit the classes.
 */
export function decide(
  predictions: readonly Prediction[],
  labels: readonly string[],
  task: Task,
): Decision[] {
  checkLabels(labels, task);
  if (predictions.length === 0) {
    throw new RangeError("Cannot evaluate no predictions: wanted at least one clip");
  }
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const seen = new Set<string>();
  return predictions.map((prediction) => {
    if (seen.has(prediction.id)) {
      throw fault(prediction, "it appears twice; wanted one prediction a clip");
    }
    seen.add(prediction.id);
    const probabilities = checkedProbabilities(prediction, labels.length);
    const truth = trueClasses(prediction, indexOf, task);
    return {
      id: prediction.id,
      ...(prediction.fold === undefined ? {} : { fold: prediction.fold }),
      truth,
      probabilities,
      ...(task === "multi-class" ? pickOne(probabilities, truth) : pickAny(probabilities, truth)),
    };
  });
}

/**
 * Checks the truth before there are predictions.
 *
 * @throws {RangeError} if a clip's labels do not fit the classes or the task.
 */
export function checkTruth(
  clips: readonly LabelledClip[],
  labels: readonly string[],
  task: Task,
): void {
  checkLabels(labels, task);
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  for (const clip of clips) trueClasses(clip, indexOf, task);
}

function checkLabels(labels: readonly string[], task: Task): void {
  if (labels.length === 0 || new Set(labels).size !== labels.length) {
    throw new RangeError(
      `Cannot evaluate over these labels: wanted at least one and each once, got "${
        labels.join(", ")
      }"`,
    );
  }
  if (task === "binary" && labels.length !== 1) {
    throw new RangeError(
      `Cannot evaluate one class against the rest: wanted one label, got ${labels.length}`,
    );
  }
}

function checkedProbabilities(prediction: Prediction, classes: number): number[] {
  const probabilities = Array.from(prediction.probabilities);
  if (probabilities.length !== classes) {
    throw fault(
      prediction,
      `wanted ${classes} probabilities, one a label, got ${probabilities.length}`,
    );
  }
  // A sum of float32 may pass 1 by a rounding error.
  const wrong = probabilities.find((probability) => !(probability >= 0 && probability <= 1 + 1e-6));
  if (wrong !== undefined) {
    throw fault(prediction, `wanted probabilities from 0 to 1, got ${wrong}`);
  }
  return probabilities.map((probability) => Math.min(1, probability));
}

function trueClasses(
  clip: LabelledClip,
  indexOf: ReadonlyMap<string, number>,
  task: Task,
): number[] {
  if (task === "multi-class" && clip.labels.length !== 1) {
    throw fault(
      clip,
      `wanted exactly one true label, got ${clip.labels.length}; multi-label data needs the task "multi-label"`,
    );
  }
  return clip.labels.flatMap((label) => {
    const index = indexOf.get(label);
    if (index !== undefined) return [index];
    if (task === "binary") return []; // one of the rest
    throw fault(
      clip,
      `its label "${label}" is not one of the model's: ${[...indexOf.keys()].join(", ")}`,
    );
  });
}

function pickOne(
  probabilities: readonly number[],
  truth: readonly number[],
): Pick<Decision, "predicted" | "correct" | "confidence"> {
  const confidence = Math.max(...probabilities);
  const best = probabilities.indexOf(confidence);
  return { predicted: [best], correct: best === truth[0], confidence };
}

function pickAny(
  probabilities: readonly number[],
  truth: readonly number[],
): Pick<Decision, "predicted" | "correct" | "confidence"> {
  const classes = probabilities.map((probability, index) => {
    const present = probability >= DECISION_THRESHOLD;
    return {
      index,
      present,
      correct: present === truth.includes(index),
      confidence: present ? probability : 1 - probability,
    };
  });
  const wrong = classes.filter(({ correct }) => !correct).map(({ confidence }) => confidence);
  return {
    predicted: classes.filter(({ present }) => present).map(({ index }) => index),
    correct: wrong.length === 0,
    confidence: wrong.length > 0
      ? Math.max(...wrong)
      : Math.min(...classes.map(({ confidence }) => confidence)),
  };
}

function fault({ id }: LabelledClip, problem: string): RangeError {
  return new RangeError(`Cannot evaluate clip ${id}: ${problem}`);
}
