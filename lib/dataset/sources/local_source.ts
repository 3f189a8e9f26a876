import { listLocalClips } from "../list_local_clips.ts";
import type { LocalClip } from "../local_clip.ts";
import { readClip } from "../read_clip.ts";
import type { DatasetSource, SourceEntry } from "./source.ts";

/**
 * A source that lies on this machine: a manifest, a metadata.json, or a plain folder `label/file.wav`;
 * see {@linkcode listLocalClips}.
 */
export async function openLocalSource(path: string, dataBaseDir?: string): Promise<DatasetSource> {
  const { name, clips } = await listLocalClips(path, dataBaseDir);
  return { name, entries: () => Promise.all(clips.map(toEntry)) };
}

async function toEntry(clip: LocalClip): Promise<SourceEntry> {
  const { id, originalFile, labels, recording, fold, split, licence, attribution } = clip;
  const info = await Deno.stat(clip.path).catch(() => undefined);
  return {
    id,
    originalFile,
    labels,
    recording,
    fold,
    split,
    licence,
    attribution,
    sourceSha256: clip.sourceSha256,
    version: `${info?.size} ${info?.mtime?.getTime()}`,
    read: async () => (await readClip(clip)).bytes,
  };
}
