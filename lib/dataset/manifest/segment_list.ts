import { eachRow } from "./csv_manifest.ts";
import { type ListedManifest, manifestError } from "./listed_manifest.ts";
import { DatasetInfo, type ManifestSample } from "./manifest.ts";
import { sampleReader } from "./read_samples.ts";
import type { TableOptions } from "./table_columns.ts";

/** Above the rows, `# YTID, start_seconds, end_seconds, positive_labels` among other lines. */
const HEADER = /^(\ufeff?#.*\r?\n)*\ufeff?# *YTID\b.*\r?\n/;
const HEADER_BYTES = 10_000;

const COLUMNS = ["id", "path", "recording", "start", "end", "labels"];

/** Whether a table is a list of AudioSet's segments. */
export function isSegmentList(bytes: Uint8Array): boolean {
  return HEADER.test(startOf(bytes));
}

/**
 * Reads a list of AudioSet's segments (https://research.google.com/audioset/download.html), such as
 * `eval_segments.csv`. The samples' `filepath` is the video's id: what its audio is called, downloaders decide.
 *
 * @param file Its name, for errors.
 * @throws {Error} with the file, the line and the column where something is missing or wrong.
 */
export function parseSegmentList(
  bytes: Uint8Array,
  file: string,
  options: TableOptions = {},
): ListedManifest {
  const [header = ""] = HEADER.exec(startOf(bytes)) ?? [];
  const fromLine = header.split("\n").length;
  const reader = sampleReader(COLUMNS, { ...options, columns: {}, labelSeparator: "," });
  const samples: ManifestSample[] = [];
  const lines: number[] = [];
  try {
    eachRow(bytes, (cells, line) => {
      if (cells.length !== 4) {
        throw new Error(`line ${line}: wanted an id, a start, an end and labels`);
      }
      const [id = "", start = "", end = "", labels = ""] = cells;
      const row = [`${id}@${Number(start)}-${Number(end)}`, id, id, start, end, labels];
      samples.push(reader.read(row, `line ${line}`));
      lines.push(line);
    }, { delimiter: ",", fromLine });
    if (samples.length === 0) throw new Error("wanted at least one segment");
    return {
      dataset_info: DatasetInfo.parse({}),
      samples,
      place: (index) => `line ${lines[index]}`,
      isSegmentList: true,
    };
  } catch (cause) {
    throw manifestError(file, cause);
  }
}

function startOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, HEADER_BYTES));
}
