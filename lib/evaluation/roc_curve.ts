import { rankingSteps } from "./ranking.ts";

/** Receiver operating characteristic of one class: points from (0, 0) to (1, 1), and the area below them. */
export interface RocCurve {
  falsePositiveRate: number[];
  truePositiveRate: number[];
  /** Area under the curve: the chance that a positive clip scores above a negative one (ties count half). */
  auc: number;
}

/** @returns `null` where all clips or none are positive, as one of the rates is undefined then. */
export function rocCurve(
  scores: readonly number[],
  positive: readonly boolean[],
): RocCurve | null {
  const positives = positive.filter(Boolean).length;
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const points = [
    { x: 0, y: 0 },
    ...rankingSteps(scores, positive)
      .map(({ truePositives, falsePositives }) => ({ x: falsePositives, y: truePositives })),
  ];
  const corners = points.filter((_, index) => !isOnTheWay(points, index));
  return {
    falsePositiveRate: corners.map(({ x }) => x / negatives),
    truePositiveRate: corners.map(({ y }) => y / positives),
    auc: trapezoids(points) / (positives * negatives),
  };
}

interface Point {
  x: number;
  y: number;
}

/** Whether a point lies on the straight line between its neighbours, so that the curve is the same without it. */
function isOnTheWay(points: readonly Point[], index: number): boolean {
  const [before, point, after] = points.slice(Math.max(0, index - 1), index + 2);
  if (index === 0 || !before || !point || !after) return false;
  return (point.y - before.y) * (after.x - point.x) === (after.y - point.y) * (point.x - before.x);
}

/** Twice-counted areas are whole numbers, so the sum is exact. */
function trapezoids(points: readonly Point[]): number {
  let twice = 0;
  points.forEach(({ x, y }, index) => {
    const before = points[index - 1];
    if (before) twice += (x - before.x) * (y + before.y);
  });
  return twice / 2;
}
