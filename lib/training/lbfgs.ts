/** Steps that are remembered to estimate the curvature. */
const MEMORY = 10;
/** Part of what the slope promises that a step must keep (Armijo's rule). */
const SUFFICIENT = 1e-4;
/** Where a step as short as this does not gain anything, float64 is at its end. */
const SHORTEST_STEP = 1e-10;

/** A function's value and gradient at a point. */
export interface Evaluation {
  value: number;
  gradient: Float64Array;
}

/** A step that was taken, and how the gradient changed over it. */
interface Curvature {
  step: Float64Array;
  change: Float64Array;
  /** step · change, above 0. */
  product: number;
}

/** How far a minimisation goes, and who hears of it. */
export interface MinimizeOptions<Result extends Evaluation> {
  maxIterations: number;
  /** Done where no part of the gradient is larger than this. */
  tolerance: number;
  /** Told after each iteration; `stepLength` is relative to the step that L-BFGS proposed. */
  onIteration?: (iteration: number, result: Result, stepLength: number) => void;
}

/**
 * The minimum of a smooth convex function by L-BFGS with backtracking (Nocedal & Wright, Numerical
 * Optimization, algorithms 7.5, 7.4 and 3.1).
 */
export function minimize<Result extends Evaluation>(
  objective: (point: Float64Array) => Result,
  start: Float64Array,
  { maxIterations, tolerance, onIteration }: MinimizeOptions<Result>,
): Float64Array {
  const memory: Curvature[] = [];
  let point = start;
  let result = objective(point);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (result.gradient.every((slope) => Math.abs(slope) <= tolerance)) break;
    const direction = descentDirection(result.gradient, memory);
    const first = memory.length > 0 ? 1 : 1 / Math.sqrt(dot(direction, direction));
    const taken = searchLine(objective, point, result, direction, first);
    if (!taken) break;
    remember(memory, point, result, taken);
    ({ point, result } = taken);
    onIteration?.(iteration, result, taken.stepLength);
  }
  return point;
}

interface Taken<Result> {
  point: Float64Array;
  result: Result;
  stepLength: number;
}

/** Halves the step until it lowers the value enough; `undefined` where none does. */
function searchLine<Result extends Evaluation>(
  objective: (point: Float64Array) => Result,
  from: Float64Array,
  { value, gradient }: Evaluation,
  direction: Float64Array,
  firstLength: number,
): Taken<Result> | undefined {
  const slope = dot(direction, gradient);
  for (let stepLength = firstLength; stepLength > SHORTEST_STEP; stepLength /= 2) {
    const point = from.map((start, i) => start + stepLength * (direction[i] ?? 0));
    const result = objective(point);
    if (result.value <= value + SUFFICIENT * stepLength * slope) {
      return { point, result, stepLength };
    }
  }
}

/** Minus the gradient times the estimated inverse curvature: the two-loop recursion, from newest to oldest and back. */
function descentDirection(gradient: Float64Array, memory: readonly Curvature[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const removed = memory.toReversed().map(({ step, change, product }) => {
    const part = dot(step, direction) / product;
    addScaled(direction, -part, change);
    return part;
  }).toReversed();
  const newest = memory.at(-1);
  const scale = newest ? newest.product / dot(newest.change, newest.change) : 1;
  direction.forEach((value, i) => direction[i] = scale * value);
  memory.forEach(({ step, change, product }, i) =>
    addScaled(direction, (removed[i] ?? 0) - dot(change, direction) / product, step)
  );
  return direction;
}

function remember(
  memory: Curvature[],
  from: Float64Array,
  { gradient }: Evaluation,
  { point, result }: Taken<Evaluation>,
): void {
  const step = point.map((value, i) => value - (from[i] ?? 0));
  const change = result.gradient.map((value, i) => value - (gradient[i] ?? 0));
  const product = dot(step, change);
  if (product <= 0) return; // only rounding makes a convex function look bent the other way
  memory.push({ step, change, product });
  if (memory.length > MEMORY) memory.shift();
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

function addScaled(to: Float64Array, factor: number, from: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + factor * (from[i] ?? 0);
}
