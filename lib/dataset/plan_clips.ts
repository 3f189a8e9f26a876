import { basename } from "node:path";
import { describeIssue } from "../storage/describe_issue.ts";
import { sha256 } from "../storage/sha256.ts";
import { ManifestSample } from "./manifest/manifest.ts";
import type { SourceEntry } from "./sources/source.ts";
import { STANDARD_AUDIO } from "./standard_audio.ts";
import { storagePaths } from "./storage_paths.ts";

/** A clip to store. */
export interface PlannedClip {
  entry: SourceEntry;
  /** What the manifest will say of it; the hashes and the duration come with the audio. */
  sample: ManifestSample;
}

/**
 * Lays out a dataset before any audio is read.
 *
 * @param source The source's name.
 * @throws {Error} if two clips have one id, or a name or label cannot stand in a manifest.
 */
export function planClips(entries: readonly SourceEntry[], source: string): PlannedClip[] {
  const ids = new Set<string>();
  const paths = storagePaths(entries);
  return entries.map((entry, index) => {
    const sample = describe(entry, paths[index] ?? "", source);
    const id = sample.id ?? "";
    if (ids.has(id)) throw new Error(`${source} has two clips with the id "${id}"`);
    ids.add(id);
    return { entry, sample };
  });
}

function describe(entry: SourceEntry, filepath: string, source: string): ManifestSample {
  const { id, labels, originalFile, recording, fold, split, licence, attribution } = entry;
  const { data, error } = ManifestSample.safeParse({
    id,
    filename: basename(filepath),
    filepath,
    ...(labels.length === 1 ? { label: labels[0] } : { labels }),
    sample_rate: STANDARD_AUDIO.sampleRateHz,
    original_file: originalFile,
    fold,
    recording,
    split,
    source,
    licence,
    attribution,
  });
  if (data) return data;
  throw new Error(`Cannot store ${originalFile}: ${describeIssue(error)}`);
}

/** Names the clips and how they are stored: work begun on one request is no part of another. */
export function nameRequest(plan: readonly PlannedClip[]): string {
  const clips = plan.map(({ entry: { version }, sample }) => ({ version, sample }));
  return sha256(JSON.stringify({ audio: STANDARD_AUDIO, clips }));
}
