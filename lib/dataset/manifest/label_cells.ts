import { z } from "zod";

/** What often stands between labels, and in a label's name: "Child speech, kid speaking". */
const SEPARATORS = /[,;|]/;

/**
 * The labels in a cell of several: a list, a JSON list, or text.
 *
 * @param separator What stands between the labels in text.
 * @throws {Error} if it cannot be told where a label ends.
 */
export function readLabels(cell: unknown, separator: string | undefined): unknown {
  if (typeof cell !== "string") return Array.isArray(cell) ? cell.map(nameOf) : cell;
  if (cell.startsWith("[")) return parseList(cell).map(nameOf);
  if (separator !== undefined) {
    return cell.split(separator).map((label) => label.trim()).filter((label) => label !== "");
  }
  if (!SEPARATORS.test(cell)) return [cell];
  throw new Error(
    `is "${
      cell.slice(0, 80)
    }" one label or several? --label-separator says what stands between them`,
  );
}

/** Whether a class's own column says that a clip is of it. @throws {Error} if it says neither. */
export function readSwitch(cell: unknown): boolean {
  const word = String(cell).toLowerCase();
  if (["1", "1.0", "true"].includes(word)) return true;
  if (["0", "0.0", "false"].includes(word)) return false;
  throw new Error(`wanted 0 or 1, got ${cell === null || cell === "" ? "nothing" : String(cell)}`);
}

function parseList(text: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Error(
      `wanted a list in JSON, such as ["dog", "rain"], got ${text.slice(0, 80)}`,
    );
  }
}

function nameOf(label: unknown): unknown {
  return ["number", "bigint"].includes(typeof label) ? String(label) : label;
}
