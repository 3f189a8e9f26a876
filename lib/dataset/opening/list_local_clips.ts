import { extname, join } from "node:path";
import type { LocalClip, LocalClips } from "./local_clip.ts";
import type { ClipList, ListedClip } from "../sources/clip_list.ts";
import { describeClip } from "../sources/describe_clip.ts";
import { listClips, missingError } from "../sources/list_clips.ts";

/**
 * The clips at a path of this machine that can be trained on as they lie there, see {@linkcode listClips}.
 *
 * @param dataBaseDir Where the paths of a manifest start, if not at the manifest; DATA_BASE_DIR.
 * @throws {Error} if there is nothing, a file is missing, or two clips have one id; or if it is a list that a
 * dataset is first to be made of: an archive, parts of recordings, files elsewhere.
 */
export async function listLocalClips(path: string, dataBaseDir?: string): Promise<LocalClips> {
  if (extname(path).toLowerCase() === ".zip") throw makeFirst(path, "it is an archive");
  const list = await listClips(path, { dataBaseDir });
  const clips = list.clips.map((clip) => toLocalClip(clip, list));
  const seen = new Set<string>();
  for (const { id } of clips) {
    if (seen.has(id)) throw new Error(`Cannot read ${path}: two samples have the id "${id}"`);
    seen.add(id);
  }
  const { name, info: { data_hash, standard_audio } } = list;
  return { name, clips, dataHash: data_hash, standardAudio: standard_audio };
}

function toLocalClip(clip: ListedClip, list: ClipList): LocalClip {
  const { sample, file, place } = clip;
  const { segment, ...description } = describeClip(sample);
  const what = list.manifest ?? list.name;
  if (segment) throw makeFirst(what, `${place} is a part of a recording`);
  if ("problem" in file) throw missingError(list, clip);
  if (file.store.name.includes("://")) throw makeFirst(what, `${place} lies elsewhere`);
  return {
    ...description,
    filepath: sample.filepath,
    path: join(file.store.name, file.path),
    durationSeconds: sample.duration,
    peak: sample.peak,
    sha256: sample.sha256,
  };
}

function makeFirst(what: string, reason: string): Error {
  return new Error(
    `Cannot read ${what} as a dataset: ${reason}. Make a dataset of it first, with deno task dataset --source`,
  );
}
