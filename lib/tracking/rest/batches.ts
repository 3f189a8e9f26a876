/** What a server takes in one call of `runs/log-batch` (mlflow/utils/validation.py). */
export const MAX_METRICS = 1_000;
export const MAX_PARAMS = 100;
export const MAX_TAGS = 100;

/** A tenth below MLflow's limit of 1,000,000 for the whole request, which has more in it than the entries. */
const MAX_BYTES = 900_000;

/**
 * Splits entries into batches of at most `maxCount` and, as JSON, 900 kB; an entry that is larger stands
 * alone. The order stays.
 */
export function* batches<Entry>(entries: Iterable<Entry>, maxCount: number): Generator<Entry[]> {
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const entryBytes = new TextEncoder().encode(JSON.stringify(entry)).length + 1;
    if (batch.length === maxCount || (batch.length > 0 && bytes + entryBytes > MAX_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += entryBytes;
  }
  if (batch.length > 0) yield batch;
}
