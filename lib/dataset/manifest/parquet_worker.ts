/// <reference lib="deno.worker" />
import { type FileMetaData, parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { serveWorker } from "../../workers/serve_worker.ts";

/** A whole file. */
export type ParquetBytes = Uint8Array<ArrayBuffer>;

/** The rows that are wanted: columns of a row group; none at first. */
export interface ParquetRequest {
  group?: number;
  columns: readonly string[];
}

export interface ParquetResponse {
  /** The file's columns, how many row groups it has, and how many values its longest column says it has. */
  names: string[];
  groups: number;
  values: number;
  /** The wanted columns' values in each row. */
  rows: unknown[][];
}

/** As it is: a mark at a text's start is kept, and what is no UTF-8 is an error. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const parsers = { stringFromBytes: (bytes: Uint8Array) => bytes && utf8.decode(bytes) };

// Where several columns are damaged, the decoder awaits only one of them; the others would end the worker.
self.addEventListener("unhandledrejection", (event) => event.preventDefault());

serveWorker<ParquetBytes, ParquetRequest, ParquetResponse>(({ buffer }) => {
  let metadata: FileMetaData | undefined;
  return Promise.resolve({
    async answer({ group, columns }) {
      metadata ??= parquetMetadata(buffer);
      const names = parquetSchema(metadata).children.map(({ element }) => element.name);
      const rows = group === undefined ? [] : await readGroup(buffer, metadata, group, columns);
      const values = countValues(metadata);
      return { response: { names, groups: metadata.row_groups.length, values, rows } };
    },
  });
});

/** A list in a row has several. */
function countValues({ row_groups }: FileMetaData): number {
  const counts = row_groups.map(({ num_rows, columns }) =>
    Math.max(
      Number(num_rows),
      ...columns.map(({ meta_data }) => Number(meta_data?.num_values ?? 0)),
    )
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function readGroup(
  file: ArrayBuffer,
  metadata: FileMetaData,
  group: number,
  columns: readonly string[],
): Promise<unknown[][]> {
  const counts = metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  const rowStart = counts.slice(0, group).reduce((sum, count) => sum + count, 0);
  const rowEnd = rowStart + (counts[group] ?? 0);
  const rows = await parquetReadObjects({
    file,
    metadata,
    compressors,
    parsers,
    columns: [...columns],
    rowStart,
    rowEnd,
  });
  if (rows.length !== rowEnd - rowStart) throw new Error("rows are missing");
  return rows.map((row) => columns.map((name) => row[name]));
}
