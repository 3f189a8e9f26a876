import { WorkerPool } from "../../workers/worker_pool.ts";
import type { ParquetBytes, ParquetRequest, ParquetResponse } from "./parquet_worker.ts";

/** A row group of a million rows takes some 5 s, on a machine that has nothing else to do. */
const TIMEOUT_MS = 300_000;

/** A column of one word has a billion values in a few kilobytes; a table of clips has not. */
const MAX_VALUES = 5_000_000;

/** How much is read, and how long that may take. */
export interface ReadParquetOptions {
  /** For a row group. */
  timeoutMs?: number;
  /** Of a column. */
  maxValues?: number;
}

/** Where the rows of a table go. */
export interface TableReader {
  /** The columns that are needed. */
  readonly columns: readonly string[];
  /** Told the values of a row in these columns. */
  readRow(values: readonly unknown[]): void;
}

/**
 * Reads a table in Parquet (https://parquet.apache.org/docs/file-format/), a row group at a time. In a worker: a
 * file that is damaged, or made to do harm, can keep the decoder busy for ever.
 *
 * @param open Told the names of all columns.
 * @throws {Error} if it is no such file or has too many rows; what `open` and `readRow` throw.
 */
export async function readParquet(
  bytes: ParquetBytes,
  open: (columns: readonly string[]) => TableReader,
  { timeoutMs = TIMEOUT_MS, maxValues = MAX_VALUES }: ReadParquetOptions = {},
): Promise<void> {
  using decoder = await WorkerPool.open<ParquetBytes, ParquetRequest, ParquetResponse>(
    new URL("./parquet_worker.ts", import.meta.url),
    { init: bytes, workers: 1 },
  );
  const ask = async (request: ParquetRequest) =>
    await inTime(decoder.run(request), timeoutMs).catch((cause) => {
      throw new Error(`wanted a whole file in Parquet (${cause.message})`);
    });
  const { names, groups, values } = await ask({ columns: [] });
  if (values > maxValues) {
    const [is, limit] = [values, maxValues].map((count) => count.toLocaleString("en"));
    throw new Error(`it has ${is} rows or labels, and ${limit} is the limit. Divide it`);
  }
  const reader = open(names);
  for (let group = 0; group < groups; group++) {
    const { rows } = await ask({ group, columns: reader.columns });
    for (const row of rows) reader.readRow(row);
  }
}

async function inTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const error = new Error(`no end after ${timeoutMs / 1000} s`);
  const timer = setTimeout(() => reject(error), timeoutMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
