import pMap from "p-map";
import type { OnProgress } from "../cli/progress.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import { WorkerPool } from "../workers/worker_pool.ts";
import type { CheckedClip, CheckRequest } from "./opening/check_clip_worker.ts";
import { dataHash } from "./data_hash.ts";
import type { Dataset, Sample } from "./dataset.ts";
import { listLocalClips } from "./opening/list_local_clips.ts";
import type { LocalClip } from "./opening/local_clip.ts";
import { localDataset } from "./opening/local_dataset.ts";
import { labelsOf, selectClasses } from "./select_clips.ts";

/** How a dataset is opened. */
export interface OpenDatasetOptions {
  /** Where the paths of a manifest start, if not at the manifest; DATA_BASE_DIR. */
  dataBaseDir?: string | undefined;
  /** Only the clips of these classes, with only these labels. */
  classFilter?: readonly string[] | undefined;
  /** Told how many clips have been checked. */
  onProgress?: OnProgress | undefined;
}

/**
 * Opens a dataset: a standard dataset's folder, a manifest (`manifest.json`, `.csv` or `.parquet`, or a
 * `metadata.json` of the replaced system), or a plain folder `label/file.wav`; by its path or its `file:` or
 * `s3://` URI.
 *
 * Every file is read once, in workers: checked against its `sha256` where the manifest has one, and decoded
 * to name its audio where the manifest does not.
 *
 * @throws {Error} with the file's name if one is missing, is no readable WAV or is not the one that the
 * manifest describes; if a class of the filter is not there; if the manifest's `data_hash` is not that of
 * its samples.
 */
export async function openDataset(
  path: string,
  { dataBaseDir, classFilter, onProgress }: OpenDatasetOptions = {},
): Promise<Dataset> {
  const place = await localDataset(path, dataBaseDir);
  const { name, clips, dataHash: stated, standardAudio } = await listLocalClips(place, dataBaseDir);
  const selected = classFilter ? selectClasses(clips, classFilter) : clips;
  const samples = await checkClips(selected, onProgress);
  const hash = dataHash(samples, standardAudio);
  if (stated !== undefined && !classFilter && hash !== stated) {
    throw new Error(
      `Cannot read the dataset ${path}: its data_hash says ${stated}, but its samples have ${hash}. ` +
        "Samples were changed, added or removed; if on purpose, take data_hash out",
    );
  }
  return { name, samples, labels: labelsOf(samples), dataHash: hash, source: path };
}

/** In workers, with no more files in memory than are worked on. */
async function checkClips(clips: readonly LocalClip[], onProgress?: OnProgress): Promise<Sample[]> {
  using pool = await WorkerPool.open<null, CheckRequest, CheckedClip>(
    new URL("./opening/check_clip_worker.ts", import.meta.url),
    { init: null, workers: Math.max(1, Math.min(cpuQuota(), clips.length)) },
  );
  let done = 0;
  return await pMap(clips, async (clip) => {
    const { path, sha256, sourceSha256, durationSeconds } = clip;
    const checked = await pool.run({ path, sha256, sourceSha256, durationSeconds }).catch(
      (cause) => {
        throw new Error(`Cannot read ${path}: ${cause.message}`);
      },
    );
    onProgress?.(++done, clips.length);
    return toSample(clip, checked);
  }, { concurrency: 2 * pool.size });
}

function toSample(clip: LocalClip, checked: CheckedClip): Sample {
  const { id, filepath, path, labels, recording, fold, split, licence, attribution, peak } = clip;
  const facts = { id, filepath, path, labels, recording, fold, split, licence, attribution, peak };
  return { ...facts, ...checked };
}
