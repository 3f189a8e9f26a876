import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import { DatasetInfo, type Manifest, type ManifestSample } from "./manifest.ts";
import { type Field, FIELDS, INFO_COLUMN } from "./manifest_fields.ts";
import { readParquet } from "./read_parquet.ts";
import { sampleReader } from "./read_samples.ts";
import type { TableOptions } from "./table_columns.ts";
import { usedFields } from "./used_fields.ts";

/**
 * Reads a manifest in Parquet, as pandas, pyarrow, DuckDB and others write it; of its columns those that are
 * needed.
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
  let info = DatasetInfo.parse({});
  try {
    await readParquet(bytes, (names) => {
      const reader = sampleReader(names, options);
      return {
        columns: reader.columns,
        readRow(values) {
          const row = new Map(reader.columns.map((name, index) => [name, values[index]]));
          samples.push(
            reader.read(names.map((name) => row.get(name)), `row ${samples.length + 1}`),
          );
          info = reader.info;
        },
      };
    });
    if (samples.length === 0) throw new Error("wanted at least one sample");
    return { dataset_info: info, samples, place: (index) => `row ${index + 1}` };
  } catch (cause) {
    throw manifestError(file, cause);
  }
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
