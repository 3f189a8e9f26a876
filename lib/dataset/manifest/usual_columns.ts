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

/** The places of the columns that are called as one would guess, whatever the case of their letters. */
export function usualColumns(names: readonly string[]): Map<Field, number> {
  const lower = names.map((name) => name.toLowerCase());
  const place = (candidates: readonly string[]) =>
    candidates.map((name) => lower.indexOf(name.toLowerCase())).find((index) => index >= 0);
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
