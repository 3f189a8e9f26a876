/** Rows that one statement inserts: many enough to be fast, few enough to be held as text. */
const BATCH = 1000;

/** Rows in portions that one statement takes. */
export function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH);
}
