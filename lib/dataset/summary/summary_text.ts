import { type Cell, table } from "../../cli/table.ts";
import { describeStandardAudio } from "../standard_audio.ts";
import type { DatasetSummary } from "./dataset_summary.ts";

/** Classes that are listed; of more, the largest. */
const LISTED_CLASSES = 60;

/** A summary as people read it: facts, then the classes, the largest first. */
export function summaryText(summary: DatasetSummary): string {
  return `${facts(summary)}\n\n${classTable(summary)}`;
}

/** A line each. */
function facts(summary: DatasetSummary): string {
  const { total, shortest, median, longest } = summary.durationSeconds;
  const seconds = (duration: number) => `${Number(duration.toFixed(2))} s`;
  const rows: [name: string, value: string][] = [
    ["clips", `${summary.clips} of ${summary.recordings} recordings`],
    ["classes", String(Object.keys(summary.classes).length)],
    ["labels per clip", listed(summary.labelsPerClip, "label")],
    ["duration", `${durationText(total)} in all`],
    ["", `${seconds(shortest)} to ${seconds(longest)} a clip, median ${seconds(median)}`],
    ["audio", describeStandardAudio(summary.standardAudio)],
    ["folds", placesText(summary.folds, "fold")],
    ["splits", placesText(summary.splits, "")],
    ["licences", listed(summary.licences)],
    ["data hash", summary.dataHash],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function classTable({ classes }: DatasetSummary): string {
  const largestFirst = Object.entries(classes)
    .sort(([a, own], [b, other]) => other.clips - own.clips || (a < b ? -1 : 1));
  const rows = largestFirst.slice(0, LISTED_CLASSES)
    .map(([label, { clips, recordings }]): Cell[] => [label, clips, recordings]);
  const more = largestFirst.length - rows.length;
  const listing = table(["class", "clips", "recordings"], rows);
  return more > 0 ? `${listing}\n… and ${more} more classes` : listing;
}

/** "1: 310, 2: 10". */
function listed(counts: Readonly<Record<string, number>>, thing?: string): string {
  return Object.entries(counts).map(([name, count]) => {
    const named = thing === undefined ? name : `${name} ${thing}${name === "1" ? "" : "s"}`;
    return `${named}: ${count}`;
  }).join(", ");
}

function placesText(counts: Readonly<Record<string, number>>, kind: string): string {
  const { none, ...places } = counts;
  if (Object.keys(places).length === 0) return "none";
  const named = Object.entries(places).map(([name, count]) => `${kind} ${name}: ${count}`.trim());
  return [...named, ...none === undefined ? [] : [`none: ${none}`]].join(", ");
}

/** How a dataset is divided, a line each: nothing where it is not. */
export function divisionText({ folds, splits }: Pick<DatasetSummary, "folds" | "splits">): string {
  const lines = [`Folds: ${placesText(folds, "fold")}`, `Splits: ${placesText(splits, "")}`];
  return lines.filter((line) => !line.endsWith(": none")).join("\n");
}

/** "1 h 05 min", "26 min 40 s", "3.2 s". */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0
    ? `${hours} h ${String(minutes).padStart(2, "0")} min`
    : `${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
}
