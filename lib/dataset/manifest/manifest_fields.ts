import type { ManifestSample } from "./manifest.ts";

/** What a column of a table holds for a field. */
export type FieldKind = "text" | "number" | "whole number" | "list";

/** A field of a sample. */
export type Field = keyof ManifestSample;

/** All fields of a sample, in the order that tables have them in. */
export const FIELDS = {
  id: "text",
  filename: "text",
  filepath: "text",
  label: "text",
  labels: "list",
  start: "number",
  end: "number",
  duration: "number",
  sample_rate: "number",
  original_file: "text",
  esc_category: "text",
  fold: "whole number",
  recording: "text",
  split: "text",
  source: "text",
  licence: "text",
  attribution: "text",
  source_uri: "text",
  source_start: "number",
  source_end: "number",
  original_sample_rate: "number",
  original_channels: "whole number",
  original_duration: "number",
  peak: "number",
  rms: "number",
  clipped: "number",
  sourceSha256: "text",
  sha256: "text",
} as const satisfies Record<Field, FieldKind>;

/** The column of a manifest's table that has `dataset_info` as JSON, in one of its rows. */
export const INFO_COLUMN = "dataset_info";

/** Whether a name is that of a field. */
export function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name);
}

/** The names of all fields. */
export const FIELD_NAMES: readonly Field[] = Object.keys(FIELDS).filter(isField);
