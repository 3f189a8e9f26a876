import { parquetMetadata, parquetReadObjects, parquetSchema, type SchemaElement } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import type { Manifest, ManifestSample } from "./manifest.ts";
import { type Field, FIELDS, INFO_COLUMN } from "./manifest_fields.ts";
import { sampleReader } from "./read_samples.ts";
import type { TableOptions } from "./table_columns.ts";
import { usedFields } from "./used_fields.ts";

/**
 * Reads a manifest in Parquet (https://parquet.apache.org/docs/file-format/), as pandas, pyarrow, DuckDB and
 * others write it; of its columns those that are needed, a row group at a time.
 *
 * @param file Its name, for errors.
 * @throws {Error} with the file, the row (from 1) and the column where something is missing or wrong.
 */
export async function parseParquetManifest(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  options: TableOptions = {},
): Promise<ListedManifest> {
  const samples: ManifestSample[] = [];
  try {
    const table = await openTable(bytes);
    const reader = sampleReader(table.columns, options);
    for await (const rows of table.read(reader.columns)) {
      for (const row of rows) {
        const cells = table.columns.map((name) => row[name]);
        samples.push(reader.read(cells, `row ${samples.length + 1}`));
      }
    }
    if (samples.length === 0) throw new Error("wanted at least one sample");
    return { dataset_info: reader.info, samples, place: (index) => `row ${index + 1}` };
  } catch (cause) {
    throw manifestError(file, cause);
  }
}

/** As it is: a mark at its start is kept, and what is no UTF-8 is an error. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const parsers = { stringFromBytes: (bytes: Uint8Array) => bytes && utf8.decode(bytes) };

interface ParquetTable {
  columns: string[];
  /** The rows of each row group; one after the other, as they are read. */
  read(columns: readonly string[]): AsyncIterable<Record<string, unknown>[]>;
}

async function openTable({ buffer }: Uint8Array<ArrayBuffer>): Promise<ParquetTable> {
  const metadata = await asParquet(() => parquetMetadata(buffer));
  const { children } = await asParquet(() => parquetSchema(metadata));
  return {
    columns: children.map(({ element }) => element.name),
    async *read(columns) {
      let rowStart = 0;
      for (const group of metadata.row_groups) {
        const rowEnd = rowStart + Number(group.num_rows);
        const part = { columns: [...columns], rowStart, rowEnd };
        const rows = await asParquet(() =>
          parquetReadObjects({ file: buffer, metadata, compressors, parsers, ...part })
        );
        if (rows.length !== rowEnd - rowStart) throw noParquet("rows are missing");
        yield rows;
        rowStart = rowEnd;
      }
    },
  };
}

async function asParquet<Value>(read: () => Value): Promise<Awaited<Value>> {
  try {
    return await read();
  } catch (cause) {
    throw noParquet(cause instanceof Error ? cause.message : String(cause));
  }
}

function noParquet(reason: string): Error {
  return new Error(`wanted a whole file in Parquet (${reason})`);
}

/** Writes a manifest in Parquet: a row for each sample, labels as a list, numbers as doubles. */
export function parquetManifest({ dataset_info, samples }: Manifest): Uint8Array<ArrayBuffer> {
  const fields = usedFields(samples);
  const schema = [
    { name: "schema", num_children: fields.length + 1 },
    ...fields.flatMap(schemaOf),
    ...textColumn(INFO_COLUMN),
  ];
  const columnData = fields.map((field) => ({
    name: String(field),
    data: samples.map((sample) => toCell(field, sample)),
  }));
  const info = samples.map((_, index) => index === 0 ? JSON.stringify(dataset_info) : undefined);
  return new Uint8Array(
    parquetWriteBuffer({ schema, columnData: [...columnData, { name: INFO_COLUMN, data: info }] }),
  );
}

function schemaOf(field: Field): SchemaElement[] {
  const kind = FIELDS[field];
  if (kind === "text") return textColumn(field);
  if (kind === "number") return [{ name: field, type: "DOUBLE", repetition_type: "OPTIONAL" }];
  if (kind === "whole number") {
    return [{ name: field, type: "INT64", repetition_type: "OPTIONAL" }];
  }
  return [
    { name: field, repetition_type: "OPTIONAL", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  ];
}

function textColumn(name: string): SchemaElement[] {
  return [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }];
}

function toCell(field: Field, sample: ManifestSample): unknown {
  const value = sample[field];
  return typeof value === "number" && FIELDS[field] === "whole number" ? BigInt(value) : value;
}
