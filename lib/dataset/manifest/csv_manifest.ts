import { isUtf8 } from "node:buffer";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import type { Manifest, ManifestSample } from "./manifest.ts";
import { INFO_COLUMN } from "./manifest_fields.ts";
import { type SampleReader, sampleReader } from "./read_samples.ts";
import type { TableOptions } from "./table_columns.ts";
import { usedFields } from "./used_fields.ts";
import { utf8Bytes } from "./utf8_bytes.ts";

/** A row is shorter; where it seems longer, a quote was not closed. */
const MAX_ROW_LETTERS = 1_000_000;

/**
 * Reads a manifest in CSV (RFC 4180), with commas, semicolons or tabs between its columns, whichever its first
 * line has most of, and its columns' names in that line.
 *
 * @param file Its name, for errors.
 * @throws {Error} with the file, the line and the column where something is missing or wrong.
 */
export function parseCsvManifest(
  bytes: Uint8Array,
  file: string,
  options: TableOptions = {},
): ListedManifest {
  const samples: ManifestSample[] = [];
  const lines: number[] = [];
  let reader: SampleReader | undefined;
  const readRow = (cells: string[], line: number) => {
    if (reader) {
      samples.push(reader.read(cells, `line ${line}`));
      lines.push(line);
    } else reader = sampleReader(cells, options);
  };
  try {
    eachRow(bytes, readRow);
    if (!reader || samples.length === 0) throw new Error("wanted at least one sample");
    return { dataset_info: reader.info, samples, place: (index) => `line ${lines[index]}` };
  } catch (cause) {
    throw manifestError(file, cause);
  }
}

/**
 * Reads CSV row by row.
 *
 * @param readRow Told the cells of each row, and the line that it ends at.
 * @throws {Error} if it is no CSV in UTF-8; what `readRow` throws.
 */
export function eachRow(
  bytes: Uint8Array,
  readRow: (cells: string[], line: number) => void,
  { delimiter = delimiterOf(bytes), fromLine = 1 } = {},
): void {
  if (!isUtf8(bytes)) {
    throw new Error("wanted a table in UTF-8; in Excel, save it as CSV UTF-8");
  }
  parse(bytes, {
    bom: true,
    trim: true,
    skip_empty_lines: true,
    delimiter,
    from_line: fromLine,
    max_record_size: MAX_ROW_LETTERS,
    on_record(cells: string[], { lines }) {
      readRow(cells, lines);
      return null; // the parser need not keep it
    },
  });
}

function delimiterOf(bytes: Uint8Array): string {
  const [line = ""] = new TextDecoder().decode(bytes.subarray(0, MAX_ROW_LETTERS)).split("\n", 1);
  const bare = line.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => count(next) > count(best) ? next : best);
}

/** Rows that are written at once. */
const BATCH = 10_000;

/** Writes a manifest in CSV, which other programs read as a table: a row for each sample. */
export function csvManifest({ dataset_info, samples }: Manifest): Uint8Array<ArrayBuffer> {
  const fields = usedFields(samples);
  const write = (rows: unknown[][]) => stringify(rows, { quoted_match: /^\s|\s$/ });
  function* batches() {
    yield write([[...fields, INFO_COLUMN]]);
    for (let start = 0; start < samples.length; start += BATCH) {
      yield write(
        samples.slice(start, start + BATCH).map((sample, index) => [
          ...fields.map((field) => toCell(sample[field])),
          start + index === 0 ? JSON.stringify(dataset_info) : undefined,
        ]),
      );
    }
  }
  return utf8Bytes(batches());
}

function toCell(value: unknown): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : value;
}
