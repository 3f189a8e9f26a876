import { type Field, FIELD_NAMES, INFO_COLUMN, isField } from "./manifest_fields.ts";
import { halfSegment, usualColumns } from "./usual_columns.ts";

/** How a table is read whose columns are not called as one would guess. */
export interface TableOptions {
  /**
   * The column of each field, by the field's name or "path"; an empty one says that no column holds it,
   * whatever their names.
   */
  columns?: Readonly<Record<string, string>> | undefined;
  /** Columns of 0 and 1, one for each class. */
  labelColumns?: readonly string[] | undefined;
  /** What stands between the labels in a column of several. */
  labelSeparator?: string | undefined;
  /** What labels are called that the table has the ids of, see `readLabelNames()`. */
  labelNames?: ReadonlyMap<string, string> | undefined;
  /** Whether clips may be without labels, as those that are to be predicted: by default not. */
  mayLackLabels?: boolean;
}

/** Columns that a message names. */
const MAX_LISTED = 50;

/** Where a table's fields are: the place of a column in each row. */
export interface TableColumns {
  fields: ReadonlyMap<Field, number>;
  labelColumns: readonly { label: string; index: number }[];
  info: number | undefined;
}

/**
 * Finds the fields among a table's columns.
 *
 * @throws {Error} if a column that was asked for is not there, or none holds the path or the label, with the
 * names of those that are there.
 */
export function findColumns(
  names: readonly string[],
  { columns = {}, labelColumns = [], mayLackLabels = false }: TableOptions,
): TableColumns {
  const find = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`there is no column "${name}"; ${listNames(names)}`);
    return index;
  };
  refuseTwice(names);
  const asked = askedFields(columns);
  const fields = new Map<Field, number>();
  for (const [field, index] of usualColumns(names)) if (!asked.has(field)) fields.set(field, index);
  for (const [field, name] of asked) if (name !== "") fields.set(field, find(name));
  const ofLabels = labelColumns.map((label) => ({ label, index: find(label) }));
  settleLabels(fields, asked, ofLabels.length > 0, names);
  if (!asked.has("start") && !asked.has("end")) refuseHalfSegment(names);
  if (fields.get("filename") === fields.get("filepath")) fields.delete("filename");
  if (!fields.has("filepath")) {
    throw new Error(
      `no column has the path of the audio; ${listNames(names)}. Name it by --columns path=…`,
    );
  }
  const hasLabels = ofLabels.length > 0 || fields.has("label") || fields.has("labels");
  if (!hasLabels && !mayLackLabels) {
    throw new Error(
      `no column has the label; ${
        listNames(names)
      }. Name it by --columns label=…, or --label-columns of 0 and 1`,
    );
  }
  const info = names.indexOf(INFO_COLUMN);
  return { fields, labelColumns: ofLabels, info: info < 0 ? undefined : info };
}

function askedFields(columns: Readonly<Record<string, string>>): Map<Field, string> {
  return new Map(
    Object.entries(columns).map(([name, column]) => {
      const field = name === "path" ? "filepath" : name;
      if (isField(field)) return [field, column];
      throw new Error(
        `there is no field "${name}" to take from a column; there are: path, ${
          FIELD_NAMES.join(", ")
        }`,
      );
    }),
  );
}

/** A manifest has both `label` and `labels`, one of them in each row; of other tables one column is meant. */
function settleLabels(
  fields: Map<Field, number>,
  asked: ReadonlyMap<Field, string>,
  hasLabelColumns: boolean,
  names: readonly string[],
): void {
  const unasked = (field: Field) => !asked.has(field) && fields.delete(field);
  if (hasLabelColumns || asked.has("label")) unasked("labels");
  if (hasLabelColumns || asked.has("labels")) unasked("label");
  const [label, labels] = [fields.get("label"), fields.get("labels")];
  if (label === undefined || labels === undefined) return;
  if (names[label] !== "label" || names[labels] !== "labels") unasked("labels");
}

/** Whole recordings in place of their parts would be another dataset. */
function refuseHalfSegment(names: readonly string[]): void {
  const half = halfSegment(names);
  if (half === undefined) return;
  throw new Error(
    `the column "${half}" alone does not say which part of a recording is meant. Name --columns start=…,end=…, or start=,end= for whole recordings`,
  );
}

function refuseTwice(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (name !== "" && seen.has(name)) throw new Error(`two columns are called "${name}"`);
    seen.add(name);
  }
}

/** No more of them than one reads. */
function listNames(names: readonly string[]): string {
  const named = names.filter((name) => name !== "");
  const others = named.length > MAX_LISTED ? ` and ${named.length - MAX_LISTED} others` : "";
  return `there are: ${named.slice(0, MAX_LISTED).join(", ")}${others}`;
}
