import { z } from "zod";
import { StandardAudio } from "../standard_audio.ts";

/** What a dataset is made of, and how. It is the same at each run that goes on with it. */
export const Request = z.object({
  /** The source's name. */
  source: z.string(),
  classes: z.array(z.string()).optional(),
  limit: z.number().optional(),
  standardAudio: StandardAudio,
});

export type Request = z.output<typeof Request>;

/** One of the files that were made of a source's clip: several where it is cut into windows. */
const ClipFile = z.object({
  /** The fields of the manifest that come with the audio. */
  facts: z.object({
    id: z.string(),
    filename: z.string(),
    filepath: z.string(),
    duration: z.number(),
    source_start: z.number().optional(),
    source_end: z.number().optional(),
    original_sample_rate: z.number(),
    original_channels: z.number(),
    original_duration: z.number(),
    peak: z.number(),
    rms: z.number(),
    clipped: z.number(),
    sourceSha256: z.string(),
    sha256: z.string(),
  }),
  /** Of the stored file, see `StoredFile`: while it is the same, so is the file. */
  version: z.string(),
});

export type ClipFile = z.output<typeof ClipFile>;

/** A source's clip whose files are made and stored. */
const MadeClip = z.object({
  /** In the source. */
  id: z.string(),
  /** Names the clip, its version and where it is stored, see `PlannedClip`. */
  key: z.string(),
  /** How it was made, see `nameStandardizing()`. */
  standardizing: z.string(),
  files: z.array(ClipFile).min(1),
});

export type MadeClip = z.output<typeof MadeClip>;

/** A clip that could not be read. */
const SkippedClip = z.object({ key: z.string(), file: z.string(), reason: z.string() });

export type SkippedClip = z.output<typeof SkippedClip>;

/** A line of a journal. */
export const JournalRecord = z.union([
  /** A run begins that wants this, of a source that lists its clips like this. */
  z.object({ begin: z.object({ request: Request, listing: z.string() }) }),
  z.object({ stored: MadeClip }),
  /** The run has stored all its clips but these. */
  z.object({ complete: z.object({ skipped: z.array(SkippedClip) }) }),
]);

export type JournalRecord = z.output<typeof JournalRecord>;
