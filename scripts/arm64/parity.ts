import type { Prediction } from "./predict_on.ts";

/** How far two machines' predictions may be apart: the rule that YAMNet's parity with LiteRT has. */
const LEAST_SAME_TOP = 0.995;
const LARGEST_MEAN_DIFFERENCE = 1e-4;

/** How alike two machines' predictions of the same clips are. */
export interface Parity {
  clips: number;
  /** Windows of 0.96 s, of all clips. */
  windows: number;
  /** Share of the windows with the same best class, 0 to 1. */
  sameTop: number;
  /** Of all scores of all windows. */
  meanDifference: number;
  largestDifference: number;
  isSameModel: boolean;
}

/**
 * Compares what two machines say of each window.
 *
 * @throws {Error} if they do not say something of the same windows and classes, or there are none.
 */
export function compareParity(ours: Prediction, theirs: Prediction): Parity {
  const [our, their] = [ours, theirs].map(({ files }) => files.flatMap(({ frames }) => frames));
  if (our === undefined || their === undefined || our.length === 0 || our.length !== their.length) {
    throw new Error(`Wanted the same windows; got ${our?.length} and ${their?.length}`);
  }
  const isTopSame = our.map(({ scores }, window) => {
    return best(scores) === best(their[window]?.scores ?? {});
  });
  const differences = our.flatMap(({ scores }, window) =>
    differencesOf(scores, their[window]?.scores ?? {})
  );
  return {
    clips: ours.files.length,
    windows: our.length,
    sameTop: isTopSame.filter((isSame) => isSame).length / our.length,
    meanDifference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    largestDifference: differences.reduce((largest, value) => Math.max(largest, value), 0),
    isSameModel: ours.digest === theirs.digest,
  };
}

/** Whether predictions are as alike as they have to be, made by the very same model. */
export function isAlike({ sameTop, meanDifference, isSameModel }: Parity): boolean {
  return isSameModel && sameTop >= LEAST_SAME_TOP && meanDifference <= LARGEST_MEAN_DIFFERENCE;
}

type Scores = Readonly<Record<string, number>>;

/** The class with the highest score, the first one at a tie. */
function best(scores: Scores): string | undefined {
  return Object.entries(scores).reduce<[string, number] | undefined>(
    (top, next) => top && top[1] >= next[1] ? top : next,
    undefined,
  )?.[0];
}

function differencesOf(ours: Scores, theirs: Scores): number[] {
  const labels = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...labels].map((label) => {
    const [our, their] = [ours[label], theirs[label]];
    if (our === undefined || their === undefined) {
      throw new Error(`Wanted the same classes; only one machine knows "${label}"`);
    }
    return Math.abs(our - their);
  });
}
