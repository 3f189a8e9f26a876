import { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";

/** Text that stands in tables and logs: no line breaks or other control characters. */
const Text = z.string().min(1).max(1000).regex(
  /^[^\p{Cc}]*$/u,
  "wanted text without control characters",
);

/** Text that is compared: in one Unicode form, so that what looks the same is the same. */
const Name = Text.normalize("NFC");

/** The name of a class. Blanks around it would make two classes that look alike. */
export const Label = Name.max(100).regex(/^\S(.*\S)?$/u, "wanted no blanks around the label");

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "wanted 64 lower-case hex digits");

/** Python writes an absent value as null. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/**
 * One clip in a manifest. The replaced system's metadata.json has `filename` to `fold`; the rest is ours.
 * Fields that are not listed are left alone.
 */
export const ManifestSample = z.object({
  id: optional(Name),
  filename: optional(Text),
  /** Relative to the manifest's folder, the folder above it, or DATA_BASE_DIR. */
  filepath: Text,
  label: optional(Label),
  /** Instead of `label`, where a clip may have several or none. */
  labels: optional(z.array(Label).transform((labels) => [...new Set(labels)])),
  /** In seconds. */
  duration: optional(z.number().nonnegative()),
  /** In Hz. */
  sample_rate: optional(z.number().positive()),
  /** Its name in the source. */
  original_file: optional(Text),
  esc_category: optional(Name),
  fold: optional(z.int().nonnegative()),
  recording: optional(Name),
  split: optional(Name),
  /** The source's name. */
  source: optional(Name),
  /** SPDX identifier. */
  licence: optional(Name),
  attribution: optional(Name),
  /** Of the decoded source samples. */
  sourceSha256: optional(Sha256),
  /** Of the stored file. */
  sha256: optional(Sha256),
}).refine((sample) => (sample.label === undefined) !== (sample.labels === undefined), {
  path: ["label"],
  message: "wanted either label or labels",
}).refine((sample) => sample.sourceSha256 === undefined || sample.sha256 !== undefined, {
  path: ["sha256"],
  message: "wanted beside sourceSha256, which is believed of no other file",
});

export type ManifestSample = z.output<typeof ManifestSample>;

/** A sample's labels, whichever way they are given. */
export function sampleLabels({ label, labels }: ManifestSample): string[] {
  return labels ?? (label === undefined ? [] : [label]);
}

export const Manifest = z.object({
  dataset_info: z.object({
    name: optional(Name),
    source_dataset: optional(Name),
    /** See `dataHash()`; checked where it is given. */
    data_hash: optional(Sha256),
  }).default({ name: undefined, source_dataset: undefined, data_hash: undefined }),
  samples: z.array(ManifestSample).min(1, "wanted at least one sample"),
});

export type Manifest = z.output<typeof Manifest>;

/**
 * Reads a `manifest.json`, or a `metadata.json` of the replaced system.
 *
 * @param file Its name, for errors.
 * @throws {Error} with the file, the sample and the field where something is missing or wrong.
 */
export function parseManifest(text: string, file: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = String(error).replace(/\p{Cc}/gu, "?");
    throw new Error(`Cannot read ${file}: wanted a manifest in JSON (${reason})`);
  }
  const result = Manifest.safeParse(json);
  if (result.success) return result.data;
  throw new Error(`Cannot read ${file}: ${describeFlaw(json, result.error)}`);
}

/** `samples[3] (dog_003.wav), fold: expected number, received string`. */
function describeFlaw(json: unknown, error: z.ZodError): string {
  const [list, index] = error.issues[0]?.path ?? [];
  if (list !== "samples" || typeof index !== "number") return describeIssue(error);
  return `samples[${index}]${sampleName(json, index)}, ${describeIssue(error, 2)}`;
}

/** What a person would look for in the file; the sample is known to be flawed. */
function sampleName(json: unknown, index: number): string {
  const Named = z.object({ id: z.string() }).transform(({ id }) => id)
    .or(z.object({ filename: z.string() }).transform(({ filename }) => filename))
    .or(z.object({ filepath: z.string() }).transform(({ filepath }) => filepath));
  const samples = z.object({ samples: z.array(z.unknown()) }).safeParse(json).data?.samples;
  const name = Named.safeParse(samples?.[index]).data;
  return name === undefined ? "" : ` (${name.slice(0, 100)})`;
}
