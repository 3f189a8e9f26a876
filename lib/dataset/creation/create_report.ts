import { dataHash } from "../data_hash.ts";
import { sampleLabels } from "../manifest/manifest.ts";
import { labelsOf } from "../select_clips.ts";
import type { StandardAudio } from "../standard_audio.ts";
import type { StoredSample } from "./stored_samples.ts";

/** What was made. */
export interface CreateReport extends Counts {
  name: string;
  /** How many clips the dataset has; where other shards have yet to do their part, this shard's. */
  clips: number;
  /** Clips by class, sorted by name; one with several labels counts for each. */
  classes: Record<string, number>;
  durationSeconds: number;
  /** Clips that could not be read, with `skipBad`, and why. */
  skipped: { file: string; reason: string }[];
  /** Names of the shards that have yet to do their part: the dataset is whole where there are none. */
  waitingFor: string[];
  /** Of the whole dataset, where it is whole. */
  dataHash?: string;
  /** The clips as the manifest describes them. */
  samples: StoredSample[];
}

/** What became of the source's clips that an earlier run had stored. */
export interface Counts {
  /** Kept. */
  reused: number;
  /** Made anew: the clip has changed, or the way that it is standardized, or the stored file. */
  remade: number;
  /** No longer in the source. */
  removed: number;
}

/** Adds the samples up. */
export function reportOn(
  name: string,
  samples: StoredSample[],
  { reused, remade, skipped, waitingFor }: Omit<Counts, "removed"> & {
    skipped: readonly { file: string; reason: string }[];
    waitingFor: string[];
  },
): CreateReport {
  const labelled = samples.map((sample) => ({ labels: sampleLabels(sample) }));
  const classes = Object.fromEntries(labelsOf(labelled).map((label) => [label, 0]));
  for (const label of labelled.flatMap(({ labels }) => labels)) {
    classes[label] = (classes[label] ?? 0) + 1;
  }
  const durationSeconds = samples.reduce((sum, { duration }) => sum + duration, 0);
  return {
    name,
    clips: samples.length,
    classes,
    durationSeconds,
    reused,
    remade,
    removed: 0,
    skipped: skipped.map(({ file, reason }) => ({ file, reason })),
    waitingFor,
    samples,
  };
}

/** The data hash of samples as a manifest has them. */
export function samplesHash(
  samples: readonly StoredSample[],
  standardAudio: StandardAudio,
): string {
  return dataHash(
    samples.map((sample) => ({ ...sample, labels: sampleLabels(sample) })),
    standardAudio,
  );
}
