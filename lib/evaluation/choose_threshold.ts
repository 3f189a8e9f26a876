import { DECISION_THRESHOLD } from "./decisions.ts";
import { type RankingStep, rankingSteps } from "./ranking.ts";

/** What the two kinds of mistake cost, in any one unit. */
export interface MistakeCosts {
  /** A clip of the class that raises no alarm. */
  costOfMiss: number;
  /** A clip of the rest that raises one. */
  costOfFalseAlarm: number;
}

/** What deciding at a threshold costs: clips that score at least as much raise the alarm. */
export interface ThresholdPoint {
  /** Infinity where no clip raises it. */
  threshold: number;
  misses: number;
  falseAlarms: number;
  /** Mean over all clips. */
  cost: number;
}

/** What each threshold costs, and the one to take. */
export interface ThresholdChoice extends MistakeCosts {
  /** By descending score: from no alarm at all to an alarm for every clip. Between two points nothing changes. */
  curve: ThresholdPoint[];
  /** The cheapest, the highest one at a tie. Its threshold stands halfway to the next score below. */
  best: ThresholdPoint;
  /** What {@linkcode DECISION_THRESHOLD} costs. */
  atDefault: ThresholdPoint;
  /**
   * Where the cheapest threshold of true probabilities is: an alarm pays off from p · costOfMiss =
   * (1 - p) · costOfFalseAlarm on (C. Elkan, 2001, "The Foundations of Cost-Sensitive Learning",
   * https://cseweb.ucsd.edu/~elkan/rescale.pdf). The best one stands elsewhere where the model is not
   * calibrated, or the clips are few.
   */
  ofTrueProbabilities: number;
}

/**
 * Chooses from which probability on a clip counts as one of a class, by what mistakes cost.
 *
 * The threshold fits these clips best, so its cost on other clips is a little higher. Costs are weighed by
 * how common the class is among these clips: choose on clips as they will come.
 *
 * @param scores Probability of the class, in [0, 1], one a clip.
 * @param positive Whether each clip is one of the class.
 * @throws {RangeError} if there are no clips, a score is no probability, or a cost is negative or both are 0.
 */
export function chooseThreshold(
  scores: readonly number[],
  positive: readonly boolean[],
  { costOfMiss, costOfFalseAlarm }: MistakeCosts,
): ThresholdChoice {
  checkCosts(costOfMiss, costOfFalseAlarm);
  checkScores(scores);
  const positives = positive.filter(Boolean).length;
  const toPoint = ({ threshold, truePositives, falsePositives }: RankingStep): ThresholdPoint => {
    const misses = positives - truePositives;
    const cost = (misses * costOfMiss + falsePositives * costOfFalseAlarm) / scores.length;
    return { threshold, misses, falseAlarms: falsePositives, cost };
  };
  const noAlarm = toPoint({ threshold: Infinity, truePositives: 0, falsePositives: 0 });
  const curve = [noAlarm, ...rankingSteps(scores, positive).map(toPoint)];
  const best = curve.reduce((best, point) => point.cost < best.cost ? point : best);
  const atDefault = curve.findLast(({ threshold }) => threshold >= DECISION_THRESHOLD) ?? noAlarm;
  return {
    costOfMiss,
    costOfFalseAlarm,
    curve,
    best: { ...best, threshold: halfway(best, curve[curve.indexOf(best) + 1]) },
    atDefault: { ...atDefault, threshold: DECISION_THRESHOLD },
    ofTrueProbabilities: costOfFalseAlarm / (costOfMiss + costOfFalseAlarm),
  };
}

/** Between the scores, so that a clip which scores a little less than these still counts as one of them. */
function halfway({ threshold }: ThresholdPoint, below: ThresholdPoint | undefined): number {
  const floor = below?.threshold ?? 0;
  const middle = (threshold + floor) / 2;
  return middle > floor ? middle : threshold; // neighbouring floats have no middle
}

function checkCosts(...costs: readonly number[]): void {
  if (costs.every((cost) => cost >= 0 && cost < Infinity) && costs.some((cost) => cost > 0)) return;
  throw new RangeError(
    `Cannot choose a threshold at a cost of ${costs[0]} for a miss and ${
      costs[1]
    } for a false alarm: wanted numbers from 0, not both 0`,
  );
}

function checkScores(scores: readonly number[]): void {
  if (scores.length === 0) {
    throw new RangeError("Cannot choose a threshold on no clips: wanted at least one");
  }
  const wrong = scores.find((score) => !(score >= 0 && score <= 1));
  if (wrong === undefined) return;
  throw new RangeError(`Cannot choose a threshold: wanted scores from 0 to 1, got ${wrong}`);
}
