import { readBounded } from "../../storage/read_bounded.ts";
import { sha256 } from "../../storage/sha256.ts";
import type { ClipList, FoundFile, ListedClip } from "./clip_list.ts";
import { describeClip } from "./describe_clip.ts";
import { MAX_SOURCE_BYTES } from "./limits.ts";
import { listClips, type ListOptions } from "./list_clips.ts";
import type { DatasetSource, SourceEntry } from "./source.ts";

/**
 * A source that lies in files: a manifest, or a folder of `label/file.wav`; see {@linkcode listClips}. A clip
 * whose file is missing is listed too, and fails when it is read.
 */
export async function openListedSource(
  uri: string,
  options: ListOptions = {},
): Promise<DatasetSource> {
  const list = await listClips(uri, options);
  return {
    name: list.name,
    entries: () => Promise.resolve(listEntries(list)),
  };
}

/** The clips of a list as a source has them. */
export function listEntries(list: Pick<ClipList, "manifest" | "clips">): SourceEntry[] {
  return list.clips.map((clip) => toEntry(clip, list));
}

function toEntry(
  { sample, file, place }: ListedClip,
  { manifest }: Pick<ClipList, "manifest">,
): SourceEntry {
  const clip = describeClip(sample);
  if ("problem" in file) {
    const reason = new Error(`${manifest}, ${place}: ${file.problem}`);
    return { ...clip, version: "", read: () => Promise.reject(reason) };
  }
  const entry = fileEntry(file, sample.sha256);
  const { startSeconds, endSeconds } = clip.segment ?? {};
  const version = clip.segment ? `${entry.version} ${startSeconds}-${endSeconds}` : entry.version;
  return { ...clip, ...entry, version };
}

/**
 * What an entry has of its file.
 *
 * @param wanted SHA-256 of the file, where it is known.
 */
export function fileEntry(
  { store, path, bytes, version }: FoundFile,
  wanted?: string,
): Pick<SourceEntry, "uri" | "bytes" | "version" | "read"> {
  return {
    uri: store.name.includes("://") ? `${store.name}/${path}` : undefined,
    bytes,
    version: `${bytes ?? ""} ${version}`,
    async read() {
      const content = await readBounded(store.read(path, { version }), MAX_SOURCE_BYTES, bytes);
      const found = wanted === undefined ? undefined : sha256(content);
      if (found === wanted) return content;
      throw new Error(`wanted the file with sha256 ${wanted}, got ${found}`);
    },
  };
}
