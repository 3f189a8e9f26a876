import { type Cell, table as textTable } from "../cli/table.ts";
import { escapeHtml } from "../plots/escape_html.ts";
import { display, type MediaBundle } from "./display.ts";

/** A number as it is written, such as -0.934 or 95.0 %, or a dash in its place. */
const NUMBER = /^([-+−]?[\d.,]+( ?%)?|[-–]?)$/;

/**
 * Shows rows as a table under the running cell, columns of numbers to the right; does nothing outside of a
 * notebook.
 */
export async function table(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await display(tableBundle(header, rows));
}

/** A table as HTML, and laid out in plain text. */
export function tableBundle(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): MediaBundle {
  const sides = header.map((_, column) =>
    rows.every((row) => NUMBER.test(String(row[column] ?? ""))) ? "right" : "left"
  );
  const line = (cells: readonly Cell[], tag: "th" | "td") => {
    const html = cells.map((cell, column) =>
      `<${tag} style="text-align: ${sides[column]}">${escapeHtml(String(cell))}</${tag}>`
    );
    return `<tr>${html.join("")}</tr>`;
  };
  const body = rows.map((row) => line(row, "td")).join("\n");
  return {
    "text/html": `<table>\n<thead>${
      line(header, "th")
    }</thead>\n<tbody>\n${body}\n</tbody>\n</table>`,
    "text/plain": textTable(header, rows),
  };
}
