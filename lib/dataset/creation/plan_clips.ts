import { basename } from "node:path";
import { describeIssue } from "../../storage/describe_issue.ts";
import { sha256 } from "../../storage/sha256.ts";
import { ManifestSample } from "../manifest/manifest.ts";
import type { SourceEntry } from "../sources/source.ts";
import type { StandardAudio } from "../standard_audio.ts";
import { storagePaths } from "./storage_paths.ts";

/** A clip to store. */
export interface PlannedClip {
  id: string;
  entry: SourceEntry;
  /** What the manifest will say of it; the rest comes with the audio. */
  sample: ManifestSample;
  /** Names the clip, its version in the source, and where it is stored. */
  key: string;
}

/**
 * Lays out a dataset before any audio is read.
 *
 * @param source The source's name.
 * @throws {Error} if two clips have one id, or a name or label cannot stand in a manifest.
 */
export function planClips(
  entries: readonly SourceEntry[],
  source: string,
  standardAudio: StandardAudio,
): PlannedClip[] {
  const ids = new Set<string>();
  const paths = storagePaths(entries);
  return entries.map((entry, index) => {
    const sample = describe(entry, paths[index] ?? "", source, standardAudio);
    const id = sample.id ?? "";
    if (ids.has(id)) {
      throw new Error(
        `${source} has two clips with the id "${id}". ` +
          "List a clip once, with all its labels, or give each an id of its own",
      );
    }
    ids.add(id);
    const { version, segment, sourceSha256 } = entry;
    const key = sha256(JSON.stringify([id, version, segment, sourceSha256, sample.filepath]));
    return { id, entry, sample, key };
  });
}

function describe(
  entry: SourceEntry,
  filepath: string,
  source: string,
  standardAudio: StandardAudio,
): ManifestSample {
  const { id, uri, labels, originalFile, recording, fold, split, licence, attribution } = entry;
  const { data, error } = ManifestSample.safeParse({
    id,
    filename: basename(filepath),
    filepath,
    ...(labels.length === 1 ? { label: labels[0] } : { labels }),
    sample_rate: standardAudio.sampleRateHz,
    original_file: originalFile,
    fold,
    recording,
    split,
    source,
    source_uri: uri,
    licence,
    attribution,
  });
  if (data) return data;
  throw new Error(`Cannot store ${originalFile}: ${describeIssue(error)}`);
}
