import type { Prediction } from "../training/prediction.ts";

/**
 * Reads predictions over many classes as predictions of one class against the rest; evaluate them with
 * `[label]` as the labels.
 *
 * @throws {RangeError} if the label is none of the classes.
 */
export function oneAgainstRest(
  predictions: readonly Prediction[],
  labels: readonly string[],
  label: string,
): Prediction[] {
  const index = labels.indexOf(label);
  if (index < 0) {
    throw new RangeError(
      `Cannot set "${label}" against the rest: wanted one of ${labels.join(", ")}`,
    );
  }
  return predictions.map((prediction) => ({
    ...prediction,
    labels: prediction.labels.filter((name) => name === label),
    probabilities: [prediction.probabilities[index] ?? NaN],
  }));
}
