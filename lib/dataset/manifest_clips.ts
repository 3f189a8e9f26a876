import { basename, dirname, resolve } from "node:path";
import pMap from "p-map";
import { parseEsc50Name } from "./esc50.ts";
import type { LocalClip, LocalClips } from "./local_clip.ts";
import { locateFile } from "./locate_file.ts";
import { type ManifestSample, parseManifest, sampleLabels } from "./manifest.ts";

/** File system calls under way at once. */
const CONCURRENCY = 32;

/**
 * The clips of a manifest file.
 *
 * Each `filepath` is looked up in `dataBaseDir` where that is given; else in the manifest's folder, there
 * without its first part, and in the folder above: the replaced system's paths start with the name of the
 * manifest's own folder, which may have been renamed since.
 *
 * @throws {Error} with the manifest's name and the sample where a field is wrong, a file is missing, a
 * path leads out of its folder, or two samples have one id.
 */
export async function manifestClips(
  manifestPath: string,
  dataBaseDir?: string,
): Promise<LocalClips> {
  const text = await Deno.readTextFile(manifestPath);
  const { dataset_info: info, samples } = parseManifest(text, manifestPath);
  const folder = dirname(resolve(manifestPath)); // "." would have no name and nothing above it
  const clips = await pMap(samples, async (sample, index): Promise<LocalClip> => {
    try {
      return toClip(
        sample,
        await locateSample(sample.filepath, folder, dataBaseDir),
      );
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      throw new Error(`Cannot read ${manifestPath}: samples[${index}], filepath: ${reason}`);
    }
  }, { concurrency: CONCURRENCY });
  return { name: info.name ?? basename(folder), clips, dataHash: info.data_hash };
}

async function locateSample(
  filepath: string,
  folder: string,
  dataBaseDir: string | undefined,
): Promise<string> {
  const path = dataBaseDir === undefined
    ? await locateFile(filepath, folder) ??
      await locateFile(filepath.replace(/^[^/]*\//, ""), folder) ??
      await locateFile(filepath, dirname(folder))
    : await locateFile(filepath, dataBaseDir);
  if (path !== undefined) return path;
  throw new Error(
    dataBaseDir === undefined
      ? `there is no "${filepath}" in ${folder} or above it; DATA_BASE_DIR says where paths start`
      : `there is no "${filepath}" in ${dataBaseDir} (DATA_BASE_DIR)`,
  );
}

function toClip(sample: ManifestSample, path: string): LocalClip {
  const { filepath } = sample;
  const id = sample.id ?? filepath.replace(/\.wav$/i, "");
  const originalFile = sample.original_file ?? sample.filename ?? filepath;
  const esc50 = parseEsc50Name(originalFile);
  return {
    id,
    filepath,
    path,
    labels: sampleLabels(sample),
    recording: sample.recording ?? esc50?.recording ?? id,
    originalFile,
    fold: sample.fold,
    split: sample.split,
    licence: sample.licence ?? esc50?.licence,
    attribution: sample.attribution ?? esc50?.attribution,
    durationSeconds: sample.duration,
    sourceSha256: sample.sourceSha256,
    sha256: sample.sha256,
  };
}
