import { escapeHtml } from "./escape_html.ts";

/** A column of a table: words stand left, numbers right. */
export interface Column {
  name: string;
  words?: true;
}

/** A table as HTML; it scrolls sideways where the screen is narrow. */
export function tableHtml(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text, index) =>
      `<${tag}${columns[index]?.words ? ' class="words"' : ""}>${escapeHtml(text)}</${tag}>`
    ).join("");
  const head = cells("th", columns.map(({ name }) => name));
  const body = rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("\n");
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
