import { type Bootstrap, bootstrapInterval, groupClips } from "./bootstrap.ts";
import { mcNemarTest } from "./mcnemar.ts";
import type { Interval } from "./wilson.ts";

/** A clip, and whether a model's answer to it is right. */
export interface AnsweredClip {
  id: string;
  correct: boolean;
}

/** How the interval is drawn. */
export interface CompareOptions {
  /** The recording of each clip, by id: what the bootstrap draws as a whole. Without it, it draws clips. */
  recordings?: ReadonlyMap<string, string>;
  seed?: number;
  resamples?: number;
}

/** Two models, A and B, on the same clips. */
export interface ModelComparison {
  /** Clips that both models answered. */
  count: number;
  bothRight: string[];
  onlyARight: string[];
  onlyBRight: string[];
  bothWrong: string[];
  accuracyA: number;
  accuracyB: number;
  /** Accuracy of B minus that of A. */
  difference: number;
  /**
   * 95 %, by a bootstrap of the clips with both answers to each, so that a clip which is hard for both
   * does not count as noise. It shrinks to a point where the models never differ.
   */
  differenceInterval: Interval | null;
  bootstrap: Bootstrap;
  /** See {@linkcode mcNemarTest}. It takes clips as independent, which those of one recording are not quite. */
  pValue: number;
}

/**
 * Compares two models' answers to the same clips, pair by pair. Clips that only one of them answered, such
 * as those that the other was trained on, are left out.
 *
 * @throws {RangeError} if they have no clip in common, or one of them answered a clip twice.
 */
export function compareModels(
  a: readonly AnsweredClip[],
  b: readonly AnsweredClip[],
  { recordings, seed = 0, resamples = 1000 }: CompareOptions = {},
): ModelComparison {
  const pairs = pairUp(a, b);
  const where = (a: boolean, b: boolean) =>
    pairs.filter((pair) => pair.a === a && pair.b === b).map(({ id }) => id);
  const [bothRight, onlyARight, onlyBRight] = [
    where(true, true),
    where(true, false),
    where(false, true),
  ];
  return {
    count: pairs.length,
    bothRight,
    onlyARight,
    onlyBRight,
    bothWrong: where(false, false),
    accuracyA: (bothRight.length + onlyARight.length) / pairs.length,
    accuracyB: (bothRight.length + onlyBRight.length) / pairs.length,
    difference: meanGain(pairs),
    differenceInterval: bootstrapInterval(
      groupClips(pairs, recordings ?? new Map()),
      meanGain,
      { resamples, seed },
    ),
    bootstrap: { resamples, seed, unit: recordings ? "recording" : "clip" },
    pValue: mcNemarTest(onlyARight.length, onlyBRight.length),
  };
}

/** Whether each model's answer to a clip is right. */
interface Pair {
  id: string;
  a: boolean;
  b: boolean;
}

function pairUp(a: readonly AnsweredClip[], b: readonly AnsweredClip[]): Pair[] {
  const answersOfB = answers(b);
  const pairs = [...answers(a)].flatMap(([id, a]) => {
    const b = answersOfB.get(id);
    return b === undefined ? [] : [{ id, a, b }];
  });
  if (pairs.length > 0) return pairs;
  throw new RangeError(
    `Cannot compare two models: wanted clips that both answered; the one answered ${a.length}, the other ${b.length}, none of them the same`,
  );
}

function answers(clips: readonly AnsweredClip[]): Map<string, boolean> {
  const answers = new Map<string, boolean>();
  for (const { id, correct } of clips) {
    if (answers.has(id)) {
      throw new RangeError(`Cannot compare two models: wanted one answer a clip, got two of ${id}`);
    }
    answers.set(id, correct);
  }
  return answers;
}

/** How much more often B is right than A. */
function meanGain(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { a, b }) => sum + Number(b) - Number(a), 0) / pairs.length;
}
