// @ts-check
/// <reference lib="dom" />
import { newElement } from "./find_element.js";

/**
 * Renders what model cards are made of (headings, paragraphs, lists, tables and code) as elements, never as
 * HTML: whatever a card says stays text. Its title is left out, and its sections become `<h3>`.
 *
 * @param {string} markdown
 * @returns {HTMLElement[]}
 */
export function renderMarkdown(markdown) {
  const parts = markdown.split(/^(```[^]*?^```)$/m);
  return parts.flatMap((part) =>
    part.startsWith("```")
      ? [newElement("pre", newElement("code", part.replace(/^```.*\n|\n```$/g, "")))]
      : part.split(/\n{2,}/).flatMap((block) => renderBlock(block.trim()))
  );
}

/**
 * @param {string} block
 * @returns {HTMLElement[]}
 */
function renderBlock(block) {
  if (block === "" || block.startsWith("# ")) return [];
  if (block.startsWith("#")) return [newElement("h3", block.replace(/^#+ /, ""))];
  const lines = block.split("\n");
  if (block.startsWith("|")) return [renderTable(lines)];
  if (block.startsWith("- ")) {
    return [newElement("ul", ...lines.map((line) => newElement("li", ...inline(line.slice(2)))))];
  }
  return [newElement("p", ...inline(lines.join(" ")))];
}

/** @param {string[]} lines The second is the ruler between head and body. */
function renderTable([head = "", , ...body]) {
  const cells = (/** @type {string} */ line) =>
    line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  const row = (/** @type {string} */ line, /** @type {string} */ kind) =>
    newElement("tr", ...cells(line).map((cell) => newElement(kind, ...inline(cell))));
  const hasHead = cells(head).some((cell) => cell !== "");
  return newElement(
    "table",
    ...(hasHead ? [newElement("thead", row(head, "th"))] : []),
    newElement("tbody", ...body.map((line) => row(line, "td"))),
  );
}

/**
 * @param {string} text
 * @returns {(HTMLElement | string)[]}
 */
function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) =>
    part.startsWith("`") ? newElement("code", part.slice(1, -1)) : part
  );
}
