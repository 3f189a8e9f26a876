import { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { readSwitch } from "./label_cells.ts";
import { DatasetInfo, ManifestSample } from "./manifest.ts";
import { type Field, isField } from "./manifest_fields.ts";
import { readCell } from "./read_cell.ts";
import { findColumns, type TableOptions } from "./table_columns.ts";

/** Makes samples of a table's rows. */
export interface SampleReader {
  /** The columns that it needs. */
  readonly columns: readonly string[];
  /**
   * @param cells A row's, in the order of the table's columns.
   * @param place Of the row, for errors: "line 3".
   * @throws {Error} with the place and the column of what is missing or wrong.
   */
  read(cells: readonly unknown[], place: string): ManifestSample;
  /** What the rows that were read say of the whole. */
  readonly info: DatasetInfo;
}

/**
 * Makes samples of the rows of a table, as CSV and Parquet have them.
 *
 * @param names Of its columns.
 * @throws {Error} if columns are missing, see `findColumns()`.
 */
export function sampleReader(names: readonly string[], options: TableOptions): SampleReader {
  const { fields, labelColumns, info } = findColumns(names, options);
  const nameOf = (index: number) => names[index] ?? "";
  const found = new InfoCells();
  return {
    columns: [...fields.values(), ...labelColumns.map(({ index }) => index), info ?? []].flat()
      .map(nameOf),
    read(cells, place) {
      try {
        if (info !== undefined) found.add(cells[info]);
        const raw: Partial<Record<Field, unknown>> = {};
        for (const [field, index] of fields) {
          const value = inColumn(nameOf(index), () => readCell(field, cells[index], options));
          if (value !== undefined) raw[field] = value;
        }
        if (labelColumns.length > 0) {
          raw.labels = labelColumns
            .filter(({ label, index }) => inColumn(label, () => readSwitch(cells[index])))
            .map(({ label }) => label);
        }
        if (options.mayLackLabels && raw.label === undefined) raw.labels ??= [];
        return parseSample(raw, (field) => {
          const index = fields.get(field);
          return index === undefined ? field : nameOf(index);
        });
      } catch (cause) {
        throw new Error(`${place}, ${cause instanceof Error ? cause.message : cause}`);
      }
    },
    get info() {
      return found.info;
    },
  };
}

/** The cells of the column that `dataset_info` stands in: a row may have been moved, but not changed. */
class InfoCells {
  #text: string | undefined;
  info: DatasetInfo = DatasetInfo.parse({});

  add(cell: unknown): void {
    if (typeof cell !== "string" || cell === "" || cell === this.#text) return;
    if (this.#text !== undefined) throw new Error("dataset_info: another row says something else");
    this.#text = cell;
    this.info = inColumn("dataset_info", () => parseInfo(cell));
  }
}

function parseInfo(text: string): DatasetInfo {
  const Json = z.string().transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("wanted JSON");
      return z.NEVER;
    }
  });
  const { data, error } = Json.pipe(DatasetInfo).safeParse(text);
  if (data) return data;
  throw new Error(describeIssue(error));
}

function parseSample(
  raw: Partial<Record<Field, unknown>>,
  columnOf: (field: Field) => string,
): ManifestSample {
  const { data, error } = ManifestSample.safeParse(raw);
  if (data) return data;
  const [field] = error.issues[0]?.path ?? [];
  const column = typeof field === "string" && isField(field) ? columnOf(field) : String(field);
  const role = column === field ? column : `${column} (${String(field)})`;
  const cell = typeof field === "string" && isField(field) ? raw[field] : undefined;
  throw new Error(`${role}: ${describeCell(error, cell)}`);
}

/** What is wrong with a cell, with what stands in it. */
function describeCell(error: z.ZodError, cell: unknown): string {
  const { code, path } = error.issues[0] ?? {};
  const isType = code === "invalid_type";
  if (cell === undefined && (isType || path?.[0] === "label")) {
    return "wanted text, got an empty cell";
  }
  const what = describeIssue(error, 1);
  if (!isType || typeof cell !== "string") return what;
  return what.replace("received string", `got ${JSON.stringify(cell.slice(0, 100))}`);
}

function inColumn<Value>(column: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new Error(`${column}: ${cause instanceof Error ? cause.message : cause}`);
  }
}
