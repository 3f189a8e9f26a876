import { type Finding, joinGroup } from "../dataset/checks/finding.ts";
import type { ClipFacts } from "../dataset/checks/clip_facts.ts";
import type { DatasetSummary } from "../dataset/summary/dataset_summary.ts";
import { datasetFigures, LARGEST_CLASSES } from "./dataset_report_figures.ts";
import { escapeHtml } from "./escape_html.ts";
import type { Figure } from "./figure.ts";
import { tilesHtml } from "./headline_tiles.ts";
import { tableHtml } from "./html_table.ts";
import { pageHtml, plotsHtml } from "./page_html.ts";

/** What a report on a dataset tells. */
export interface DatasetReport {
  name: string;
  summary: DatasetSummary;
  clips: readonly ClipFacts[];
  findings: readonly Finding[];
  /** One of each class, see `logMelFigure()`. */
  spectrograms: readonly Figure[];
}

/** A report on a dataset as one HTML file that needs no network, see {@linkcode pageHtml}. */
export async function datasetReportHtml(report: DatasetReport): Promise<string> {
  const { name, summary, findings, spectrograms } = report;
  const figures = datasetFigures(report.clips);
  const title = `Dataset ${name}`;
  return await pageHtml(title, [
    `<h1>${escapeHtml(title)}</h1>`,
    `<dl class="facts"><dt>Data hash</dt><dd>${summary.dataHash}</dd></dl>`,
    '<noscript><p class="note">Figures need JavaScript; all numbers are in the tables.</p></noscript>',
    tilesHtml(tiles(report)),
    "<h2>What was found</h2>",
    findingsHtml(findings),
    "<h2>What is in it</h2>",
    figuresNote(summary),
    plotsHtml(figures),
    "<h3>Classes</h3>",
    classesHtml(summary),
    "<h2>What it looks like</h2>",
    "<p>The beginning of one clip of each class, as a log-mel spectrogram.</p>",
    plotsHtml(spectrograms, figures.length),
  ], [...figures, ...spectrograms]);
}

function tiles({ summary, findings }: DatasetReport): { name: string; text: string }[] {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const counts = {
    clips: summary.clips,
    classes: Object.keys(summary.classes).length,
    recordings: summary.recordings,
    minutes: (summary.durationSeconds.total / 60).toFixed(1),
    errors,
    warnings: findings.length - errors,
  };
  return Object.entries(counts).map(([name, value]) => ({ name, text: String(value) }));
}

/** Groups of clips, and clips of each, that are named for a finding; report.json has more. */
const SHOWN = 3;

function findingsHtml(findings: readonly Finding[]): string {
  if (findings.length === 0) return "<p>Nothing. That is no promise: listen to some clips.</p>";
  return findings.map(({ severity, kind, message, count, clips }) => {
    const groups = clips.slice(0, SHOWN).map((group) => joinGroup(kind, group.slice(0, SHOWN)));
    const more = count > clips.slice(0, SHOWN).flatMap((group) => group.slice(0, SHOWN)).length;
    const names = [...groups, ...more ? ["…"] : []].join("; ");
    return `<p class="note"><b>${severity === "error" ? "Error" : "Warning"}.</b> ` +
      `${escapeHtml(message)}<br><small>${escapeHtml(names)}</small></p>`;
  }).join("\n");
}

function figuresNote({ classes }: DatasetSummary): string {
  const count = Object.keys(classes).length;
  if (count <= LARGEST_CLASSES) return "";
  return `<p>Figures show the ${LARGEST_CLASSES} largest of ${count} classes.</p>`;
}

function classesHtml({ classes }: DatasetSummary): string {
  const rows = Object.entries(classes).map((
    [label, { clips, recordings }],
  ) => [label, String(clips), String(recordings)]);
  const columns = [{ name: "class", words: true as const }, { name: "clips" }, {
    name: "recordings",
  }];
  return tableHtml(columns, rows);
}
