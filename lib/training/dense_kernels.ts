/**
 * The two loops that nearly all of training's time goes into. Each takes four rows at a time, so that a
 * value read from memory is used four times while it is in a register; a list of rows lets the caller skip
 * those that dropout or ReLU made zero. Float64, as V8 computes in float64 and would convert each float32
 * that it reads; a view for each row, as V8 then needs no arithmetic to index it. Both were measured.
 */

const NO_ROW = new Float64Array();

/** `out[i] = rows[i] · vector` for the first `count` rows. May write up to three values of rubbish behind them. */
export function dotRows(
  rows: readonly Float64Array[],
  count: number,
  vector: Float64Array,
  out: Float64Array,
): void {
  const size = vector.length;
  for (let i = 0; i < count; i += 4) {
    const row0 = rows[i] ?? NO_ROW;
    const row1 = rows[Math.min(i + 1, count - 1)] ?? NO_ROW;
    const row2 = rows[Math.min(i + 2, count - 1)] ?? NO_ROW;
    const row3 = rows[Math.min(i + 3, count - 1)] ?? NO_ROW;
    let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
    for (let k = 0; k < size; k++) {
      const value = vector[k] ?? 0;
      sum0 += (row0[k] ?? 0) * value;
      sum1 += (row1[k] ?? 0) * value;
      sum2 += (row2[k] ?? 0) * value;
      sum3 += (row3[k] ?? 0) * value;
    }
    out[i] = sum0;
    out[i + 1] = sum1;
    out[i + 2] = sum2;
    out[i + 3] = sum3;
  }
}

/** `out += Σ factors[i] · rows[i]` over the first `count` rows. */
export function addRows(
  rows: readonly Float64Array[],
  factors: Float64Array,
  count: number,
  out: Float64Array,
): void {
  const size = out.length;
  for (let i = 0; i < count; i += 4) {
    const row0 = rows[i] ?? NO_ROW;
    const row1 = rows[Math.min(i + 1, count - 1)] ?? NO_ROW;
    const row2 = rows[Math.min(i + 2, count - 1)] ?? NO_ROW;
    const row3 = rows[Math.min(i + 3, count - 1)] ?? NO_ROW;
    const factor0 = factors[i] ?? 0;
    const factor1 = i + 1 < count ? factors[i + 1] ?? 0 : 0;
    const factor2 = i + 2 < count ? factors[i + 2] ?? 0 : 0;
    const factor3 = i + 3 < count ? factors[i + 3] ?? 0 : 0;
    for (let k = 0; k < size; k++) {
      out[k] = (out[k] ?? 0) + factor0 * (row0[k] ?? 0) + factor1 * (row1[k] ?? 0) +
        factor2 * (row2[k] ?? 0) + factor3 * (row3[k] ?? 0);
    }
  }
}

/** The rows of a row-major matrix, as views. */
export function rowViews(matrix: Float64Array, width: number): Float64Array[] {
  const rows = matrix.length / width;
  return Array.from({ length: rows }, (_, row) => matrix.subarray(row * width, (row + 1) * width));
}
