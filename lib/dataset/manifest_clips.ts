import { basename, dirname, resolve } from "node:path";
import pMap from "p-map";
import { parseEsc50Name } from "./esc50.ts";
import type { LocalClip, LocalClips } from "./local_clip.ts";
import { locateFile } from "./locate_file.ts";
import { parseManifest } from "./manifest/json_manifest.ts";
import { type ManifestSample, sampleLabels } from "./manifest/manifest.ts";

/** File system calls under way at once. */
const CONCURRENCY = 32;

/** Where paths may start: a folder, and what of a path to leave away. */
interface Start {
  folder: string;
  prefix?: RegExp;
}

/**
 * The clips of a manifest file.
 *
 * All paths start in `dataBaseDir` where that is given; else at the first of these places that has the
 * first sample's file: the manifest's folder, there without the path's first part, and the folder above. The
 * replaced system's paths start with the name of the manifest's own folder, which may have been renamed
 * since. One place for all, as a missing file must not be replaced by another that is named like it.
 *
 * @throws {Error} with the manifest's name and the sample where a field is wrong, a file is missing, or a
 * path leads out of its folder.
 */
export async function manifestClips(
  manifestPath: string,
  dataBaseDir?: string,
): Promise<LocalClips> {
  const text = await Deno.readTextFile(manifestPath);
  const { dataset_info: info, samples } = parseManifest(text, manifestPath);
  const folder = dirname(resolve(manifestPath)); // "." would have no name and nothing above it
  let start: Start | undefined = dataBaseDir === undefined ? undefined : { folder: dataBaseDir };
  const locate = async ({ filepath }: ManifestSample, index: number): Promise<string> => {
    try {
      start ??= await findStart(filepath, folder);
      return await locateFrom(start, filepath);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      throw new Error(`Cannot read ${manifestPath}: samples[${index}], filepath: ${reason}`);
    }
  };
  const [first, ...others] = samples;
  const paths = [
    ...first ? [await locate(first, 0)] : [],
    ...await pMap(others, (sample, index) => locate(sample, index + 1), {
      concurrency: CONCURRENCY,
    }),
  ];
  return {
    name: info.name ?? basename(folder),
    clips: samples.map((sample, index) => toClip(sample, paths[index] ?? "")),
    dataHash: info.data_hash,
  };
}

async function findStart(filepath: string, folder: string): Promise<Start> {
  const starts: Start[] = [
    { folder },
    { folder, prefix: /^[^/]*\// },
    { folder: dirname(folder) },
  ];
  for (const start of starts) if (await tryStart(start, filepath)) return start;
  throw new Error(
    `there is no "${filepath}" in ${folder} or above it; DATA_BASE_DIR says where paths start`,
  );
}

async function locateFrom(start: Start, filepath: string): Promise<string> {
  const path = await tryStart(start, filepath);
  if (path !== undefined) return path;
  throw new Error(
    `there is no "${filepath}" in ${start.folder}, where the manifest's paths start; DATA_BASE_DIR can name another folder`,
  );
}

async function tryStart({ folder, prefix }: Start, filepath: string): Promise<string | undefined> {
  return await locateFile(prefix ? filepath.replace(prefix, "") : filepath, folder);
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
