import { ZERO_SHOT_LABELS } from "./zero_shot_labels.ts";

/**
 * A clip's scores for a dataset's labels without any training: from the backbone's own class scores.
 *
 * A label's score in a frame is the largest of its AudioSet classes' (they are kinds of one sound, scored
 * by sigmoids one by one: where "Bark" is, "Dog" should be too, and a sum would count it twice); the
 * clip's is the mean over its frames, so that one frame cannot outvote the others. What comes out are
 * independent probabilities; they do not sum to 1.
 *
 * @param scores F × L of one clip, row-major, each in [0, 1].
 * @param backboneLabels Names of the L columns.
 * @param labels Labels of the dataset: of `zero_shot_labels.ts`, or display names of AudioSet.
 * @returns One score a label, in [0, 1].
 * @throws {RangeError} if a label has no AudioSet class, or the scores are not whole frames.
 */
export function zeroShot(
  scores: Float32Array,
  backboneLabels: readonly string[],
  labels: readonly string[],
): Float32Array {
  const width = backboneLabels.length;
  const frames = scores.length / width;
  if (!(Number.isInteger(frames) && frames >= 1)) {
    throw new RangeError(
      `Cannot read scores of ${width} classes: wanted whole frames, at least one, got ${scores.length} values`,
    );
  }
  const columns = zeroShotColumns(labels, backboneLabels);
  const result = new Float32Array(labels.length);
  for (let frame = 0; frame < frames; frame++) {
    const row = scores.subarray(frame * width, (frame + 1) * width);
    columns.forEach((names, label) => {
      const best = names.reduce((max, column) => Math.max(max, row[column] ?? 0), 0);
      result[label] = (result[label] ?? 0) + best / frames;
    });
  }
  return result;
}

/**
 * For each label the indices of the backbone's classes that it stands for.
 *
 * @throws {RangeError} if a label has no AudioSet class.
 */
export function zeroShotColumns(
  labels: readonly string[],
  backboneLabels: readonly string[],
): number[][] {
  return labels.map((label) => columnsOf(label, backboneLabels));
}

function columnsOf(label: string, backboneLabels: readonly string[]): number[] {
  const key = normalize(label);
  const listed = Object.hasOwn(ZERO_SHOT_LABELS, key) ? ZERO_SHOT_LABELS[key] : undefined;
  const names = listed ?? backboneLabels.filter((name) => normalize(name) === key);
  const columns = names.map((name) => backboneLabels.indexOf(name)).filter((index) => index >= 0);
  if (columns.length === 0) {
    throw new RangeError(
      `Cannot score "${label}" without training: it stands for none of the backbone's ${backboneLabels.length} classes; add it to lib/evaluation/zero_shot_labels.ts`,
    );
  }
  return columns;
}

/** "Dog bark" and "dog-bark" are "dog_bark". */
function normalize(label: string): string {
  return label.trim().toLowerCase().replaceAll(/[\s-]+/g, "_");
}
