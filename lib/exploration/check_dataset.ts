import { openBackbone } from "../backbone/open_backbone.ts";
import type { BackboneName } from "../backbone/backbone_name.ts";
import type { OnProgress } from "../cli/progress.ts";
import { checkClips } from "../dataset/checks/check_clips.ts";
import type { SimilarPair } from "../dataset/checks/check_near_duplicates.ts";
import type { Finding } from "../dataset/checks/finding.ts";
import { openDataset } from "../dataset/open_dataset.ts";
import { inspectClips, type Inspection } from "../dataset/stored/inspect_clips.ts";
import type { StoredClip, StoredDataset } from "../dataset/stored/stored_dataset.ts";
import { embedTrainingSet } from "../training/training_set.ts";
import { similarPairs } from "./similar_pairs.ts";

/** What is known already, and what is looked for beside the usual. */
export interface CheckDatasetOptions {
  /** Clips of the source that were left out. */
  unreadable?: readonly { file: string; reason: string }[] | undefined;
  /** Of files that were read already, by id. */
  inspections?: ReadonlyMap<string, Inspection> | undefined;
  /** Looks also for clips that sound nearly the same, as this backbone hears them. */
  nearDuplicates?: BackboneName | undefined;
  /** Told how many of the clips of unknown levels have been read. */
  onMeasured?: OnProgress | undefined;
  /** Told how many clips have been embedded. */
  onEmbedded?: OnProgress | undefined;
}

/** What the checks found. */
export interface DatasetCheck {
  findings: Finding[];
  /** All clips, with their levels where these are known. */
  clips: StoredClip[];
  /** Those of them of which no file was found damaged. */
  readable: StoredClip[];
}

/**
 * Checks a dataset by its manifest, see {@linkcode checkClips}. Reads only the audio of clips of which the
 * manifest does not say how loud they are; for near-duplicates, all of it.
 *
 * @param uri Where it was read from.
 * @throws {Error} if near-duplicates are looked for, and a clip cannot be read or the backbone is not there.
 */
export async function checkDataset(
  uri: string,
  dataset: StoredDataset,
  { unreadable = [], inspections, nearDuplicates, onMeasured, onEmbedded }: CheckDatasetOptions =
    {},
): Promise<DatasetCheck> {
  const unknown = dataset.clips.filter(({ peak }) => peak === undefined);
  const inspected = inspections ?? await inspectClips(dataset, unknown, onMeasured);
  const problemOf = ({ id }: StoredClip) => {
    const inspection = inspected.get(id);
    return inspection && "problem" in inspection ? inspection.problem : undefined;
  };
  const clips = dataset.clips.map((clip) => withLevels(clip, inspected.get(clip.id)));
  const damaged = clips.flatMap((clip) => {
    const reason = problemOf(clip);
    return reason === undefined ? [] : { file: clip.filepath, reason };
  });
  const pairs = nearDuplicates ? await similarClips(uri, nearDuplicates, onEmbedded) : [];
  return {
    findings: checkClips(clips, {
      unreadable: [...unreadable, ...damaged],
      similarPairs: pairs,
    }),
    clips,
    readable: clips.filter((clip) => problemOf(clip) === undefined),
  };
}

/** What the manifest says of levels comes first: it is of the source, before it was mixed down. */
function withLevels(clip: StoredClip, inspection: Inspection | undefined): StoredClip {
  if (clip.peak !== undefined || !inspection || "problem" in inspection) return clip;
  return { ...clip, ...inspection.levels };
}

async function similarClips(
  uri: string,
  name: BackboneName,
  onProgress: OnProgress = () => {},
): Promise<SimilarPair[]> {
  const backbone = await openBackbone(name);
  const { samples, labels } = await openDataset(uri);
  const { pooled } = await embedTrainingSet({ samples, labels }, backbone, { onProgress });
  return await similarPairs(samples, pooled);
}
