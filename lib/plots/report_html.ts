import type { ClassFilterEvaluation } from "../evaluation/class_filter.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { escapeHtml } from "./escape_html.ts";
import { evaluationFigures, evaluationTables } from "./evaluation_section.ts";
import type { Figure } from "./figure.ts";
import { headlineTiles, tilesHtml } from "./headline_tiles.ts";
import { pageHtml, plotsHtml } from "./page_html.ts";

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
  return await pageHtml(
    report.title,
    [
      `<h1>${escapeHtml(report.title)}</h1>`,
      factsHtml(report),
      '<noscript><p class="note">Figures need JavaScript; all numbers are in the tables.</p></noscript>',
      ...sections,
    ],
    figures,
  );
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
