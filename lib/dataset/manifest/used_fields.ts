import type { ManifestSample } from "./manifest.ts";
import { type Field, FIELD_NAMES } from "./manifest_fields.ts";

/** The fields that a table of these samples needs columns for. */
export function usedFields(samples: readonly ManifestSample[]): Field[] {
  return FIELD_NAMES.filter((field) => samples.some((sample) => sample[field] !== undefined));
}
