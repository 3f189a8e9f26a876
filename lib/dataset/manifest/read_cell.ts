import { readLabels } from "./label_cells.ts";
import { nameLabel } from "./label_names.ts";
import { type Field, FIELDS } from "./manifest_fields.ts";
import type { TableOptions } from "./table_columns.ts";

/**
 * What a cell of a table says, as JSON would have it: tables know other types, and CSV knows none.
 *
 * @throws {Error} if labels in it cannot be told apart.
 */
export function readCell(
  field: Field,
  cell: unknown,
  { labelSeparator, labelNames }: TableOptions,
): unknown {
  if (cell === null || cell === "" || (typeof cell === "number" && Number.isNaN(cell))) {
    return undefined;
  }
  const kind = FIELDS[field];
  if (kind === "list") {
    const labels = readLabels(cell, labelSeparator);
    return Array.isArray(labels) ? labels.map((label) => nameLabel(label, labelNames)) : labels;
  }
  if (field === "label") return nameLabel(readText(cell), labelNames);
  if (kind === "text") return readText(cell);
  return readNumber(cell);
}

function readText(cell: unknown): unknown {
  return ["number", "bigint", "boolean"].includes(typeof cell) ? String(cell) : cell;
}

function readNumber(cell: unknown): unknown {
  if (typeof cell === "bigint") return Number(cell);
  if (typeof cell !== "string") return cell;
  if (/^(nan|null|none)$/i.test(cell)) return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell) ? Number(cell) : cell;
}
