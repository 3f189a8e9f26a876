import { escapeHtml } from "./escape_html.ts";
import type { Figure } from "./figure.ts";
import { plotlyBundle } from "./plotly_bundle.ts";
import { REPORT_PROGRAM } from "./report_program.ts";
import { REPORT_STYLE } from "./report_style.ts";

/**
 * A page as one HTML file that needs no network: figures are drawn by Plotly, which lies inside (2.6 MB). Its
 * content policy lets it reach nothing else. It also draws in a sandboxed frame, as in MLflow's viewer.
 *
 * @param parts What it shows, in HTML; with {@linkcode plotsHtml} where the figures go.
 */
export async function pageHtml(
  title: string,
  parts: readonly string[],
  figures: readonly Figure[],
): Promise<string> {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
${parts.join("\n")}
<script type="application/json" id="figures">${scriptJson(figures)}</script>
<script type="application/gzip" id="plotly">${await plotlyBundle()}</script>
<script>${REPORT_PROGRAM}</script>
</body>
</html>
`;
}

/** A figure of more pixels than this takes the page's whole width: it has many classes. */
const TALL = 600;

/**
 * The places of figures; each has its height from the start, so that the page does not jump.
 *
 * @param first Number of the first among the page's figures.
 */
export function plotsHtml(figures: readonly Figure[], first = 0): string {
  const places = figures.map(({ layout }, index) => {
    const height = Number(layout.height);
    const kind = height > TALL ? "plot wide" : "plot";
    return `<div class="${kind}" data-figure="${first + index}" style="height: ${height}px"></div>`;
  });
  return places.length === 0 ? "" : `<div class="plots">${places.join("\n")}</div>`;
}

/** JSON that cannot end the script element that it stands in; six digits are more than a screen can show. */
function scriptJson(value: unknown): string {
  const round = (_key: string, part: unknown) =>
    typeof part === "number" && !Number.isInteger(part) ? Number(part.toPrecision(6)) : part;
  return JSON.stringify(value, round).replaceAll("<", "\\u003c");
}
