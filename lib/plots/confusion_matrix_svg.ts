import { escapeHtml } from "./escape_html.ts";

const CELL = 34;

/** A line of text with its distance to what stands beside it; GAP alone is that distance. */
const LINE = 24;
const GAP = 8;

/** Width of a character, on average; fonts differ. */
const CHARACTER = 7;

const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #454b53; }
.strong { fill: #ffffff; }
rect { fill: #1f5f98; }
@media (prefers-color-scheme: dark) { text { fill: #c3c9d1; } rect { fill: #3b82c4; } }`;

/**
 * A confusion matrix as a picture for a README or a run's artifacts: it needs no program to be drawn, and
 * follows the reader's theme. Drawn here, not by {@linkcode figureSvg}: every training writes one, and
 * Plotly would add 1.3 s to its 4 (320 clips with embeddings at hand).
 *
 * @param matrix Rows are true classes, columns predicted ones.
 */
export function confusionMatrixSvg(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
): string {
  const size = labels.length * CELL;
  const longest = CHARACTER * Math.max(...labels.map(({ length }) => length));
  const left = LINE + longest + GAP;
  const below = GAP + Math.ceil(longest * Math.SQRT1_2) + LINE;
  const [width, height] = [left + size, size + below];
  const center = (index: number) => (index + 0.5) * CELL;
  const names = labels.flatMap((label, index) => [
    `<text x="${left - GAP}" y="${center(index) + 4}" text-anchor="end">${
      escapeHtml(label)
    }</text>`,
    `<text transform="translate(${left + center(index) + 4} ${size + 12}) rotate(-45)" ` +
    `text-anchor="end">${escapeHtml(label)}</text>`,
  ]);
  const titles = [
    `<text transform="translate(12 ${size / 2}) rotate(-90)" text-anchor="middle">true</text>`,
    `<text x="${left + size / 2}" y="${height - 5}" text-anchor="middle">predicted</text>`,
  ];
  const cells = matrix.flatMap((counts, row) => {
    const support = counts.reduce((total, count) => total + count, 0);
    return counts.map((count, column) =>
      cell(count, count / Math.max(1, support), left + column * CELL, row * CELL)
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ` +
    `width="${width}" height="${height}" role="img" ` +
    `aria-label="Confusion matrix: rows are true classes, columns predicted ones">
<style>${STYLE}</style>
${[...titles, ...names, ...cells].join("\n")}
</svg>
`;
}

/** @param part How much of its row it is. */
function cell(count: number, part: number, x: number, y: number): string {
  const fill = `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" ` +
    `rx="3" fill-opacity="${(0.06 + 0.94 * part).toFixed(3)}"/>`;
  if (count === 0) return fill;
  return `${fill}<text x="${x + CELL / 2}" y="${y + CELL / 2 + 4}" text-anchor="middle"` +
    `${part > 0.4 ? ' class="strong"' : ""}>${count}</text>`;
}
