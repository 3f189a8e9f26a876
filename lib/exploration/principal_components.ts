import { Random } from "../dataset/random.ts";
import { dot } from "./directions.ts";

/** Vectors as seen along the directions in which they differ most. */
export interface PrincipalComponents {
  /** Coordinates of each vector, one for each component. */
  points: number[][];
  /** Part of the whole variance that each component has, the largest first. */
  explained: number[];
}

const MAX_ROUNDS = 1000;
/** Components that all turn less than this in a round (1 - cosine) have been found. */
const TOLERANCE = 1e-10;
/** Below this part of its length before, what is left of a vector is rounding. */
const ROUNDING = 1e-10;

/**
 * The first principal components of some vectors, by orthogonal iteration: multiply by the covariance, make
 * orthogonal, repeat (G. Golub and C. Van Loan, "Matrix Computations", 8.2.4). Only a few components are
 * needed: `ml-pca` computes all of them, 12 s for 1000 vectors of 2048 values where this takes 1 s.
 *
 * The sign of a component is chosen so that its coordinate farthest from 0 is positive; equal vectors give
 * equal results on every run.
 *
 * @param count How many components; where the vectors differ in fewer directions, the others are all 0.
 */
export function principalComponents(
  vectors: readonly Float64Array[],
  count: number,
): PrincipalComponents {
  const rows = centred(vectors);
  const variance = rows.reduce((sum, row) => sum + dot(row, row), 0);
  const axes = findAxes(rows, count);
  const columns = axes.map((axis) => facingUp(Float64Array.from(rows, (row) => dot(row, axis))));
  return {
    points: rows.map((_, i) => columns.map((column) => column[i] ?? 0)),
    explained: columns.map((column) => variance > 0 ? dot(column, column) / variance : 0),
  };
}

/** Orthogonal unit vectors, the one of largest variance first; zeros where there is no variance left. */
function findAxes(rows: readonly Float64Array[], count: number): Float64Array[] {
  const random = new Random(1);
  const size = rows[0]?.length ?? 0;
  let axes = orthonormal(Array.from(
    { length: count },
    () => Float64Array.from({ length: size }, () => random.uniform() - 0.5),
  ));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = orthonormal(axes.map((axis) => timesCovariance(rows, axis)));
    const isFound = next.every((axis, i) =>
      Math.abs(dot(axis, axes[i] ?? axis)) >= (1 - TOLERANCE) * dot(axis, axis) // both 0 once there is no variance left
    );
    axes = next;
    if (isFound) break;
  }
  return axes;
}

/** The covariance matrix times a vector, without the matrix. */
function timesCovariance(rows: readonly Float64Array[], vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (const row of rows) addScaled(product, row, dot(row, vector) / rows.length);
  return product;
}

/** Gram-Schmidt, in place: each vector of length 1 and at right angles to those before it, or 0. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  vectors.forEach((vector, i) => {
    const before = Math.sqrt(dot(vector, vector));
    for (const other of vectors.slice(0, i)) addScaled(vector, other, -dot(vector, other));
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > ROUNDING * before ? 1 / length : 0;
    vector.forEach((value, k) => vector[k] = value * scale);
  });
  return vectors;
}

function centred(vectors: readonly Float64Array[]): Float64Array[] {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) addScaled(mean, vector, 1 / vectors.length);
  return vectors.map((vector) => vector.map((value, i) => value - (mean[i] ?? 0)));
}

function facingUp(column: Float64Array): Float64Array {
  const farthest = column.reduce((far, value) => Math.abs(value) > Math.abs(far) ? value : far, 0);
  return farthest < 0 ? column.map((value) => -value) : column;
}

function addScaled(sum: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (vector[i] ?? 0);
}
