import type { ClipFacts } from "../checks/clip_facts.ts";
import type { StandardAudio } from "../standard_audio.ts";
import { groupRecordings } from "../splits/recordings.ts";

/** What is in a class. */
export interface ClassSummary {
  clips: number;
  recordings: number;
}

/** What is in a dataset. It says nothing of names and places: the same clips have the same summary. */
export interface DatasetSummary {
  clips: number;
  /** As splits count them: clips of the same audio are of one. */
  recordings: number;
  /** By name. */
  classes: Record<string, ClassSummary>;
  /** How many clips have so many labels. */
  labelsPerClip: Record<string, number>;
  /** Clips of each fold; "none" for those without one. */
  folds: Record<string, number>;
  /** Clips of each split; "none" for those without one. */
  splits: Record<string, number>;
  durationSeconds: { total: number; shortest: number; median: number; longest: number };
  standardAudio: StandardAudio;
  /** Clips under each licence; "not known" for those without one. */
  licences: Record<string, number>;
  dataHash: string;
}

/** What a summary is made from. */
export interface SummarizedDataset {
  clips: readonly (ClipFacts & { licence?: string | undefined })[];
  standardAudio: StandardAudio;
  dataHash: string;
}

/** Sums a dataset up. */
export function summarizeDataset(
  { clips, standardAudio, dataHash }: SummarizedDataset,
): DatasetSummary {
  const recordings = groupRecordings(clips);
  const clipsOf = countEach(clips.flatMap(({ labels }) => labels));
  const labelKeys = recordings.flatMap(({ labelCounts }) => [...labelCounts.keys()]);
  const recordingsOf = countEach(labelKeys);
  return {
    clips: clips.length,
    recordings: recordings.length,
    classes: Object.fromEntries(
      Object.entries(clipsOf).map(([label, clips]) => [
        label,
        { clips, recordings: recordingsOf[`label ${label}`] ?? 0 },
      ]),
    ),
    labelsPerClip: countEach(clips.map(({ labels }) => labels.length)),
    folds: countEach(clips.map(({ fold = "none" }) => fold)),
    splits: countEach(clips.map(({ split = "none" }) => split)),
    durationSeconds: summarizeDurations(clips.map(({ durationSeconds }) => durationSeconds)),
    standardAudio,
    licences: countEach(clips.map(({ licence = "not known" }) => licence)),
    dataHash,
  };
}

/** How often each value is there, by name in the order of their letters. */
function countEach(values: readonly (string | number)[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(`${value}`, (counts.get(`${value}`) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => a < b ? -1 : 1));
}

/** From the shortest on, so that the sum is the same whatever the order of the clips. */
function summarizeDurations(durations: readonly number[]): DatasetSummary["durationSeconds"] {
  const sorted = durations.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [lower = 0, upper = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return {
    total: sorted.reduce((sum, seconds) => sum + seconds, 0),
    shortest: sorted[0] ?? 0,
    median: (lower + upper) / 2,
    longest: sorted.at(-1) ?? 0,
  };
}
