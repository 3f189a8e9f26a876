import { join } from "node:path";
import type { OnProgress } from "../cli/progress.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { dataHash } from "./data_hash.ts";
import { Journal, type StoredSample } from "./journal.ts";
import { sampleLabels } from "./manifest/manifest.ts";
import { nameRequest, planClips } from "./plan_clips.ts";
import { removeLeftovers } from "./remove_leftovers.ts";
import { labelsOf, limitPerClass, selectClasses } from "./select_clips.ts";
import type { DatasetSource } from "./sources/source.ts";
import { STANDARD_AUDIO } from "./standard_audio.ts";
import { nameStandardizing, openStandardizePool } from "./standardize_pool.ts";
import { storeClips, type StoredClips } from "./store_clips.ts";

const MANIFEST = "manifest.json";

/** Which clips, and what to do about bad ones. */
export interface CreateDatasetOptions {
  /** Only these classes. */
  classes?: readonly string[] | undefined;
  /** At most this many clips of each class, evenly from all folds. */
  limit?: number | undefined;
  /** Leaves out clips that cannot be read, instead of stopping at the first. */
  skipBad?: boolean | undefined;
  /** Told how many clips are done, those of an earlier run included. */
  onProgress?: OnProgress | undefined;
}

/** What was made. */
export interface CreateReport {
  name: string;
  /** How many clips the dataset has. */
  clips: number;
  /** Clips by class, sorted by name; one with several labels counts for each. */
  classes: Record<string, number>;
  durationSeconds: number;
  /** How many clips an earlier run had stored. */
  reused: number;
  /** Clips that could not be read, with `skipBad`. */
  skipped: { file: string; reason: string }[];
  dataHash: string;
}

/**
 * Makes a standard dataset from a source: each clip as 16 kHz mono PCM in `audio/`, and a
 * `manifest.json`, written last.
 *
 * Interrupted at any moment and called again, it goes on where it was; called once more, it finds all
 * done. What an earlier version of the resampler stored, or a CPU that rounds otherwise, is made anew: the
 * same source gives the same clips and manifest, byte for byte.
 *
 * @throws {BadClipError} if a clip cannot be read, without `skipBad`.
 * @throws {Error} if the source has no such class, two clips with one id or a label that cannot be one; if
 * the folder holds anything else; if no clip is left.
 */
export async function createDataset(
  source: DatasetSource,
  outFolder: string,
  { classes, limit, skipBad = false, onProgress }: CreateDatasetOptions = {},
): Promise<CreateReport> {
  const all = await source.entries();
  const ofClasses = classes ? selectClasses(all, classes) : all;
  const chosen = limit === undefined ? ofClasses : limitPerClass(ofClasses, limit);
  const plan = planClips(chosen, source.name);
  using pool = await openStandardizePool();
  using journal = await Journal.open(outFolder, nameRequest(plan), await nameStandardizing(pool));
  await removeLeftovers(outFolder);
  if (journal.stored.size === 0) await removeManifest(outFolder);
  const stored = await storeClips(plan, outFolder, journal, pool, { skipBad, onProgress });
  if (stored.samples.length === 0) {
    throw new Error(`Cannot make a dataset of ${source.name}: it has no clip that can be read`);
  }
  const report = summarize(source.name, stored);
  await writeManifest(outFolder, report, stored.samples);
  return report;
}

function summarize(
  name: string,
  { samples, reused, skipped }: StoredClips,
): CreateReport {
  const labelled = samples.map((sample) => ({ ...sample, labels: sampleLabels(sample) }));
  const count = (label: string) => labelled.filter(({ labels }) => labels.includes(label)).length;
  return {
    name,
    clips: samples.length,
    classes: Object.fromEntries(labelsOf(labelled).map((label) => [label, count(label)])),
    durationSeconds: samples.reduce((sum, { duration }) => sum + duration, 0),
    reused,
    skipped,
    dataHash: dataHash(labelled),
  };
}

/** Of a dataset whose clips are all made anew: the manifest comes last. */
async function removeManifest(folder: string): Promise<void> {
  await Deno.remove(join(folder, MANIFEST)).catch((cause) => {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
  });
}

async function writeManifest(
  folder: string,
  { name, clips, dataHash }: CreateReport,
  samples: readonly StoredSample[],
): Promise<void> {
  const dataset_info = {
    name,
    source_dataset: name,
    total_samples: clips,
    sample_rate: STANDARD_AUDIO.sampleRateHz,
    channels: STANDARD_AUDIO.channels,
    encoding: STANDARD_AUDIO.encoding,
    data_hash: dataHash,
  };
  const text = JSON.stringify({ dataset_info, samples }, null, 2);
  await writeAtomically(join(folder, MANIFEST), `${text}\n`);
}
