import { isDeepStrictEqual } from "node:util";
import type { StandardAudio } from "../standard_audio.ts";
import type { StoredClip, StoredDataset } from "../stored/stored_dataset.ts";

/** Something of a clip, before and after. */
export interface Change<Value> {
  id: string;
  before: Value;
  after: Value;
}

/** Where a clip stands. */
export interface ClipPlace {
  fold?: number | undefined;
  split?: string | undefined;
  recording: string;
}

/** What a dataset has that another has not, clip by clip, each list in the order of its dataset. */
export interface DatasetDiff {
  isSame: boolean;
  /** Only in the second. */
  added: string[];
  /** Only in the first. */
  removed: string[];
  /** The same audio and labels under another id. */
  renamed: { from: string; to: string }[];
  /** Another sound under the same id. */
  audioChanged: string[];
  labelsChanged: Change<string[]>[];
  /** Another fold, split or recording. */
  placeChanged: Change<ClipPlace>[];
  /** Clips of each class that has not the same number in both. */
  classes: { label: string; before: number; after: number }[];
  /** How the audio is standardized, where that differs. */
  standardAudio?: { before: StandardAudio; after: StandardAudio } | undefined;
  dataHash: { before: string; after: string };
}

type Compared = Pick<StoredDataset, "clips" | "standardAudio" | "dataHash">;

/** Compares two datasets clip by clip. Names of datasets and files play no part. */
export function diffDatasets(before: Compared, after: Compared): DatasetDiff {
  const earlier = new Map(before.clips.map((clip) => [clip.id, clip]));
  const later = new Map(after.clips.map((clip) => [clip.id, clip]));
  const pairs = before.clips.flatMap((one) => {
    const other = later.get(one.id);
    return other ? [{ id: one.id, before: one, after: other }] : [];
  });
  const { renamed, removed, added } = matchRenamed(
    before.clips.filter(({ id }) => !later.has(id)),
    after.clips.filter(({ id }) => !earlier.has(id)),
  );
  const changes = {
    added,
    removed,
    renamed,
    audioChanged: pairs.filter(({ before, after }) => before.sourceSha256 !== after.sourceSha256)
      .map(({ id }) => id),
    labelsChanged: changed(pairs, ({ labels }) => labels.toSorted()),
    placeChanged: changed(pairs, ({ fold, split, recording }) => ({ fold, split, recording })),
  };
  const standardAudio = isDeepStrictEqual(before.standardAudio, after.standardAudio)
    ? undefined
    : { before: before.standardAudio, after: after.standardAudio };
  return {
    isSame: standardAudio === undefined &&
      Object.values(changes).every(({ length }) => length === 0),
    ...changes,
    classes: diffClasses(before.clips, after.clips),
    standardAudio,
    dataHash: { before: before.dataHash, after: after.dataHash },
  };
}

function changed<Value>(
  pairs: readonly Change<StoredClip>[],
  part: (clip: StoredClip) => Value,
): Change<Value>[] {
  return pairs
    .map(({ id, before, after }) => ({ id, before: part(before), after: part(after) }))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after));
}

/** Finds for each clip that is gone one that is new and has its audio and labels. */
function matchRenamed(
  gone: readonly StoredClip[],
  come: readonly StoredClip[],
): Pick<DatasetDiff, "renamed" | "removed" | "added"> {
  const content = ({ sourceSha256, labels }: StoredClip) =>
    JSON.stringify([sourceSha256, ...labels.toSorted()]);
  const candidates = Map.groupBy(come, content);
  const renamed: DatasetDiff["renamed"] = [];
  const removed: string[] = [];
  for (const clip of gone) {
    const match = candidates.get(content(clip))?.shift();
    if (match) renamed.push({ from: clip.id, to: match.id });
    else removed.push(clip.id);
  }
  const matched = new Set(renamed.map(({ to }) => to));
  return {
    renamed,
    removed,
    added: come.map(({ id }) => id).filter((id) => !matched.has(id)),
  };
}

function diffClasses(
  before: readonly StoredClip[],
  after: readonly StoredClip[],
): DatasetDiff["classes"] {
  const [earlier, later] = [before, after].map(countLabels);
  const labels = new Set([...earlier?.keys() ?? [], ...later?.keys() ?? []]);
  return [...labels].sort().map((label) => ({
    label,
    before: earlier?.get(label) ?? 0,
    after: later?.get(label) ?? 0,
  })).filter(({ before, after }) => before !== after);
}

function countLabels(clips: readonly StoredClip[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of clips.flatMap(({ labels }) => labels)) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
