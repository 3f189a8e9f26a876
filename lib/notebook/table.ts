import { type Cell, table as textTable } from "../cli/table.ts";
import { display, type MediaBundle } from "./display.ts";
import { escapeHtml } from "../plots/escape_html.ts";

/** Shows rows as a table under the running cell; does nothing outside of a notebook. */
export async function table(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await display(tableBundle(header, rows));
}

/** A table as HTML, and laid out in plain text. */
function tableBundle(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): MediaBundle {
  const head = header.map((title) => `<th>${escapeHtml(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(htmlCell).join("")}</tr>`).join("\n");
  return {
    "text/html": `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>`,
    "text/plain": textTable(header, rows),
  };
}

function htmlCell(cell: Cell): string {
  const align = typeof cell === "number" ? "right" : "left";
  return `<td style="text-align: ${align}">${escapeHtml(String(cell))}</td>`;
}
