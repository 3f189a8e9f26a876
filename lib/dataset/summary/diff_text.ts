import { table } from "../../cli/table.ts";
import type { ClipPlace, DatasetDiff } from "./dataset_diff.ts";

/** Lines that are shown of each kind of change. */
const SHOWN = 20;

/** A difference as people read it: how many of what, the first of each, and classes of another size. */
export function diffText(diff: DatasetDiff): string {
  if (diff.isSame) return "The datasets are the same, clip by clip.";
  const sections = [
    ...diff.standardAudio === undefined ? [] : [
      `audio standardized otherwise\n  ${JSON.stringify(diff.standardAudio.before)} → ${
        JSON.stringify(diff.standardAudio.after)
      }`,
    ],
    section("added", diff.added),
    section("removed", diff.removed),
    section("renamed", diff.renamed.map(({ from, to }) => `${from} → ${to}`)),
    section("other audio", diff.audioChanged),
    section(
      "other labels",
      diff.labelsChanged.map(({ id, before, after }) =>
        `${id}: ${labelsText(before)} → ${labelsText(after)}`
      ),
    ),
    section(
      "other fold, split or recording",
      diff.placeChanged.map(({ id, before, after }) =>
        `${id}: ${placeText(before, after)} → ${placeText(after, before)}`
      ),
    ),
  ];
  const { before, after } = diff.dataHash;
  const hashes = before === after
    ? `data hash ${before} of both`
    : `data hash ${before} → ${after}`;
  return [...sections.flat(), ...classes(diff), hashes].join("\n\n");
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  const shown = [...lines.slice(0, SHOWN), ...more > 0 ? [`… and ${more} more`] : []];
  return [`${title}: ${lines.length}\n${shown.map((line) => `  ${line}`).join("\n")}`];
}

function classes({ classes }: DatasetDiff): string[] {
  if (classes.length === 0) return [];
  const most = classes.toSorted((a, b) =>
    Math.abs(b.after - b.before) - Math.abs(a.after - a.before)
  );
  const rows = most.slice(0, SHOWN).map(({ label, before, after }) => [label, before, after]);
  const more = classes.length - rows.length;
  const listing = table(["class", "clips before", "after"], rows);
  return [more > 0 ? `${listing}\n… and ${more} more classes` : listing];
}

function labelsText(labels: readonly string[]): string {
  return labels.join(" + ") || "no label";
}

/** Of a place what is not as in the other. */
function placeText(place: ClipPlace, other: ClipPlace): string {
  return [
    ...place.fold === other.fold ? [] : [`fold ${place.fold ?? "none"}`],
    ...place.split === other.split ? [] : [`split ${place.split ?? "none"}`],
    ...place.recording === other.recording ? [] : [`recording ${place.recording}`],
  ].join(", ");
}
