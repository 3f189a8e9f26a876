import { z } from "zod";
import { StandardAudio } from "../standard_audio.ts";

/** Text that stands in tables and logs: no line breaks or other control characters. */
const Text = z.string().min(1).max(1000).regex(
  /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u,
  "wanted text without control characters",
);

/** Text that is compared: in one Unicode form, so that what looks the same is the same. */
const Name = Text.normalize("NFC");

/** The name of a class. Blanks around it would make two classes that look alike. */
export const Label = Name.max(100).regex(/^\S(.*\S)?$/u, "wanted no blanks around the label");

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "wanted 64 lower-case hex digits");
const Seconds = z.number().nonnegative();
const Hz = z.number().positive();
/** A level: 1 is full scale, and floats may go over it. */
const Level = z.number().nonnegative();

const Sample = z.object({
  id: Name.optional(),
  filename: Text.optional(),
  /**
   * Relative to the manifest's folder, the folder above it, or DATA_BASE_DIR. A list that a dataset is made
   * from may also name s3:// and https:// addresses.
   */
  filepath: Text,
  label: Label.optional(),
  /** Instead of `label`, where a clip may have several or none. */
  labels: z.array(Label).transform((labels) => [...new Set(labels)]).optional(),
  /** Only this part of the file is the clip, in seconds: for making a dataset of it. */
  start: Seconds.optional(),
  end: Seconds.optional(),
  duration: Seconds.optional(),
  sample_rate: Hz.optional(),
  /** Its name in the source. */
  original_file: Text.optional(),
  esc_category: Name.optional(),
  fold: z.int().nonnegative().optional(),
  recording: Name.optional(),
  split: Name.optional(),
  /** The source's name. */
  source: Name.optional(),
  /** SPDX identifier. */
  licence: Name.optional(),
  attribution: Name.optional(),
  /** Where the recording lies that the clip was made from, and which part of it the clip is, in seconds. */
  source_uri: Text.optional(),
  source_start: Seconds.optional(),
  source_end: Seconds.optional(),
  /** Of that recording, all of it. */
  original_sample_rate: Hz.optional(),
  original_channels: z.int().positive().optional(),
  original_duration: Seconds.optional(),
  /** Of the clip before it was standardized. */
  peak: Level.optional(),
  rms: Level.optional(),
  /** Which part of its samples stands in runs of at least 3 at full scale. */
  clipped: z.number().min(0).max(1).optional(),
  /** Of the decoded source samples. */
  sourceSha256: Sha256.optional(),
  /** Of the stored file. */
  sha256: Sha256.optional(),
}).refine((sample) => (sample.label === undefined) !== (sample.labels === undefined), {
  path: ["label"],
  message: "wanted either label or labels",
}).refine((sample) => sample.sourceSha256 === undefined || sample.sha256 !== undefined, {
  path: ["sha256"],
  message: "wanted beside sourceSha256, which is believed of no other file",
}).refine((sample) => (sample.start === undefined) === (sample.end === undefined), {
  path: ["end"],
  message: "wanted both start and end, or neither",
}).refine(({ start, end }) => start === undefined || end === undefined || start < end, {
  path: ["end"],
  message: "wanted an end behind the start",
});

/** Python writes an absent value as null. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  return entries.some(([, field]) => field === null)
    ? Object.fromEntries(entries.filter(([, field]) => field !== null))
    : value;
}

/**
 * One clip in a manifest. The replaced system's metadata.json has `filename` to `fold`; the rest is ours.
 * Fields that are not listed are left alone.
 */
export const ManifestSample = z.preprocess(withoutNulls, Sample);

export type ManifestSample = z.output<typeof ManifestSample>;

/** A sample's labels, whichever way they are given. */
export function sampleLabels({ label, labels }: ManifestSample): string[] {
  return labels ?? (label === undefined ? [] : [label]);
}

/** What a manifest says of the whole dataset. */
export const DatasetInfo = z.preprocess(
  withoutNulls,
  z.object({
    name: Name.optional(),
    source_dataset: Name.optional(),
    total_samples: z.int().nonnegative().optional(),
    sample_rate: Hz.optional(),
    channels: z.int().positive().optional(),
    encoding: Text.optional(),
    /** How the audio was standardized; `STANDARD_AUDIO` where nothing is said. */
    standard_audio: StandardAudio.optional(),
    /** See `dataHash()`; checked where it is given. */
    data_hash: Sha256.optional(),
  }),
);

export type DatasetInfo = z.output<typeof DatasetInfo>;

export const Manifest = z.object({
  dataset_info: DatasetInfo.prefault({}),
  samples: z.array(ManifestSample).min(1, "wanted at least one sample"),
});

export type Manifest = z.output<typeof Manifest>;
