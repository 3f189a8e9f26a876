import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { escapeHtml } from "./escape_html.ts";
import { evaluationFigures, evaluationTables } from "./evaluation_section.ts";
import type { Figure } from "./figure.ts";
import { plotlyBundle } from "./plotly_bundle.ts";
import { headlineTiles, tilesHtml } from "./headline_tiles.ts";
import { REPORT_PROGRAM } from "./report_program.ts";
import { REPORT_STYLE } from "./report_style.ts";

/** What a report tells. */
export interface Report {
  title: string;
  /** The backbone's description: a report always says what heard the sounds. */
  backbone: string;
  dataHash: string;
  /** Of what was drawn by chance, the bootstrap aside: it names its own. */
  seed?: number;
  /** More of what a reader must know to repeat it, such as the head and its settings. */
  facts?: Readonly<Record<string, string | number>>;
  /** One section each, such as out-of-fold, zero-shot, seen clips. */
  evaluations: readonly ReportedEvaluation[];
  /** Further figures behind the evaluations, such as learning curves. */
  figures?: readonly Figure[];
}

/** One section of a report. */
export interface ReportedEvaluation {
  title: string;
  /** A sentence or two: which clips, which model. */
  description?: string;
  evaluation: Evaluation | ClassFilterEvaluation;
}

/**
 * A report as one HTML file that needs no network: numbers and tables as plain HTML, figures drawn by
 * Plotly, which lies inside (about 2.6 MB). Its content policy lets it reach nothing else.
 */
export async function reportHtml(report: Report): Promise<string> {
  const figures: Figure[] = [];
  const plots = (more: readonly Figure[]) => {
    const first = figures.length;
    figures.push(...more);
    return plotsHtml(more, first);
  };
  const sections = report.evaluations.map((section) => sectionHtml(section, plots));
  const further = report.figures ?? [];
  if (further.length > 0) sections.push(`<h2>Further figures</h2>\n${plots(further)}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(report.title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>${escapeHtml(report.title)}</h1>
${factsHtml(report)}
<noscript><p class="note">Figures need JavaScript; all numbers are in the tables.</p></noscript>
${sections.join("\n")}
<script type="application/json" id="figures">${scriptJson(figures)}</script>
<script type="application/gzip" id="plotly">${await plotlyBundle()}</script>
<script>${REPORT_PROGRAM}</script>
</body>
</html>
`;
}

function factsHtml({ backbone, dataHash, seed, facts }: Report): string {
  const all = {
    Backbone: backbone,
    "Data hash": dataHash,
    ...(seed !== undefined && { Seed: seed }),
    ...facts,
  };
  const items = Object.entries(all).map(([name, value]) =>
    `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(String(value))}</dd>`
  );
  return `<dl class="facts">${items.join("\n")}</dl>`;
}

function sectionHtml(
  { title, description, evaluation }: ReportedEvaluation,
  plots: (figures: readonly Figure[]) => string,
): string {
  return [
    `<h2>${escapeHtml(title)}</h2>`,
    description === undefined ? "" : `<p>${escapeHtml(description)}</p>`,
    tilesHtml(headlineTiles(evaluation)),
    `<p>${escapeHtml(intervalNote(evaluation))}</p>`,
    plots(evaluationFigures(evaluation)),
    evaluationTables(evaluation),
  ].join("\n");
}

/** How the intervals came about, so that nobody has to guess. */
function intervalNote(evaluation: Evaluation | ClassFilterEvaluation): string {
  const note = "Below each figure its 95 % interval: Wilson's for accuracy and a class's F1";
  if (evaluation.task === "class-filter" || evaluation.task === "binary") return `${note}.`;
  const { resamples, seed, unit } = evaluation.bootstrap;
  return `${note}; for macro F1 a bootstrap of ${resamples} resamples of whole ${unit}s (seed ${seed}).`;
}

/** A figure of more pixels than this takes the page's whole width: it has many classes. */
const TALL = 600;

/** The places of figures; each has its height from the start, so that the page does not jump. */
function plotsHtml(figures: readonly Figure[], first: number): string {
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
