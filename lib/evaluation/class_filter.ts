import { type BinaryMetrics, binaryMetrics } from "./binary_metrics.ts";
import { topClasses } from "./top_classes.ts";

/** A clip's scores over classes that need not be the dataset's, such as YAMNet's 521. */
export interface ScoredClip {
  id: string;
  /** The true labels. */
  labels: readonly string[];
  /** One a class: the mean over the clip's frames. */
  scores: ArrayLike<number>;
}

/** What a clip must show to be a hit. */
export interface ClassFilterOptions {
  /** Parts of class names, such as "dog". */
  classFilter: readonly string[];
  /** How many of a clip's best classes are looked at. */
  topN: number;
}

/** The figures of the replaced system's mode. */
export interface ClassFilterEvaluation extends BinaryMetrics {
  task: "class-filter";
  classFilter: string[];
  topN: number;
}

/**
 * Whether clips show a kind of sound, as the system that this replaces decided it: a hit is a clip with a
 * class among its best `topN` whose name contains one of the filter's words, whatever its case ("dog" is
 * in "Dog", "Whimper (dog)" and "Canidae, dogs, wolves"). The truth is read from the labels in the same
 * way.
 *
 * @param classNames Names of the scores, in their order.
 * @throws {RangeError} if there are no clips, no class has such a name, or scores do not fit the names.
 */
export function evaluateClassFilter(
  clips: readonly ScoredClip[],
  classNames: readonly string[],
  { classFilter, topN }: ClassFilterOptions,
): ClassFilterEvaluation {
  const { truth, predicted } = filterClips(clips, classNames, { classFilter, topN });
  return {
    task: "class-filter",
    classFilter: [...classFilter],
    topN,
    ...binaryMetrics(truth, predicted),
  };
}

/**
 * For each clip whether it should be a hit, and whether it is one; see {@linkcode evaluateClassFilter}.
 *
 * @throws {RangeError} if no class has such a name, or scores do not fit the names.
 */
export function filterClips(
  clips: readonly ScoredClip[],
  classNames: readonly string[],
  { classFilter, topN }: ClassFilterOptions,
): { truth: boolean[]; predicted: boolean[] } {
  if (!(Number.isInteger(topN) && topN >= 1)) {
    throw new RangeError(`Cannot look at the best ${topN} classes: wanted a whole number ≥ 1`);
  }
  const matches = nameFilter(classFilter, classNames);
  return {
    truth: clips.map(({ labels }) => labels.some(matches)),
    predicted: clips.map((clip) => bestClasses(clip, classNames, topN).some(matches)),
  };
}

/**
 * Says of a class's or label's name whether it contains one of the words.
 *
 * @throws {RangeError} if no class has such a name.
 */
export function nameFilter(
  classFilter: readonly string[],
  classNames: readonly string[],
): (name: string) => boolean {
  const words = classFilter.map((word) => word.trim().toLowerCase()).filter((word) => word !== "");
  const matches = (name: string) => words.some((word) => name.toLowerCase().includes(word));
  if (classNames.some(matches)) return matches;
  throw new RangeError(
    `Cannot filter by "${
      classFilter.join(", ")
    }": none of the ${classNames.length} classes has such a name`,
  );
}

function bestClasses(
  { id, scores }: ScoredClip,
  classNames: readonly string[],
  topN: number,
): string[] {
  const values = Array.from(scores);
  if (values.length !== classNames.length || values.some(Number.isNaN)) {
    throw new RangeError(
      `Cannot evaluate clip ${id}: wanted ${classNames.length} scores, one a class, got ${values.length}${
        values.some(Number.isNaN) ? " with NaN among them" : ""
      }`,
    );
  }
  return topClasses(values, classNames, topN).map(({ label }) => label);
}
