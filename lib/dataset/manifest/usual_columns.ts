import { type Field, FIELD_NAMES } from "./manifest_fields.ts";

/** What columns are usually called, the best first; other fields go by their own name. */
const USUAL: Partial<Record<Field, readonly string[]>> = {
  filepath: [
    "filepath",
    "path",
    "uri",
    "url",
    "file",
    "file_path",
    "audio",
    "audio_path",
    "filename",
    "file_name",
  ],
  label: ["label", "category", "class"],
  labels: ["labels", "tags"],
  split: ["split", "subset", "set"],
  recording: ["recording", "group", "src_file"],
  licence: ["licence", "license"],
};

/** Of a part of a recording: these go in pairs, as an "offset" without an "onset" is a start. */
const USUAL_SEGMENTS = [["start", "end"], ["start_seconds", "end_seconds"], ["onset", "offset"]];

/**
 * The places of the columns that are called as one would guess, whatever the case of their letters; of "Label"
 * and "label" it is the latter.
 */
export function usualColumns(names: readonly string[]): Map<Field, number> {
  const place = placeIn(names);
  const found = new Map<Field, number>();
  for (const field of FIELD_NAMES) {
    const index = place(USUAL[field] ?? [field]);
    if (index !== undefined) found.set(field, index);
  }
  found.delete("start");
  found.delete("end");
  for (const [start = "", end = ""] of USUAL_SEGMENTS) {
    const [startAt, endAt] = [place([start]), place([end])];
    if (startAt === undefined || endAt === undefined || found.has("start")) continue;
    found.set("start", startAt).set("end", endAt);
  }
  const target = place(["target"]); // a class's number, where nothing tells its name
  if (!found.has("label") && !found.has("labels") && target !== undefined) {
    found.set("label", target);
  }
  return found;
}

/** A column that says where parts of recordings begin or end, where none says the other. */
export function halfSegment(names: readonly string[]): string | undefined {
  const place = placeIn(names);
  const pairs = USUAL_SEGMENTS.map((pair) => pair.filter((name) => place([name]) !== undefined));
  return pairs.some(({ length }) => length === 2)
    ? undefined
    : pairs.find(({ length }) => length === 1)?.[0];
}

/** Finds the first of some names that a column has. */
function placeIn(names: readonly string[]): (candidates: readonly string[]) => number | undefined {
  const lower = names.map((name) => name.toLowerCase());
  return (candidates) =>
    candidates.flatMap((name) => [names.indexOf(name), lower.indexOf(name.toLowerCase())])
      .find((index) => index >= 0);
}
