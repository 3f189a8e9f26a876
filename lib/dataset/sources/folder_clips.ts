import { basename } from "node:path";
import { isHidden } from "../../storage/is_hidden.ts";
import { openStore } from "../../storage/open_store.ts";
import type { StoredFile } from "../../storage/store.ts";
import { DatasetInfo, Label, ManifestSample } from "../manifest/manifest.ts";
import { AUDIO_FILE } from "./audio_file.ts";
import type { ClipList } from "./clip_list.ts";

/** What a run that makes a dataset keeps in its folder. */
const JOURNAL = /^\.journal/;

/**
 * The clips of a folder of `label/file.wav`, on this machine or in S3, by name. Hidden files and files that are
 * no audio are passed over; each clip counts as a recording of its own, unless it is called as ESC-50's are.
 *
 * @param folder Its path or URI.
 * @throws {Error} if it holds no such clip, or audio that stands elsewhere than in a label's folder.
 */
export async function folderClips(folder: string): Promise<ClipList> {
  const store = await openStore(folder);
  const files: StoredFile[] = [];
  for await (const file of store.list()) {
    if (JOURNAL.test(file.path)) throw unfinished(store.name);
    if (AUDIO_FILE.test(file.path) && !isHidden(file.path)) files.push(file);
  }
  if (files.length === 0) {
    throw new Error(
      `Cannot read ${store.name}: wanted manifest.json, metadata.json, manifest.csv, manifest.parquet or clips as label/file.wav, found none`,
    );
  }
  const clips = files.sort((a, b) => a.path < b.path ? -1 : 1)
    .map((file) => ({ sample: describe(file.path, store.name), file: { store, ...file } }));
  return { name: basename(store.name), info: DatasetInfo.parse({}), clips };
}

function describe(filepath: string, folder: string): ManifestSample {
  const [name, file, ...deeper] = filepath.split("/");
  const label = Label.safeParse(name);
  if (file === undefined || deeper.length > 0 || !label.success) {
    const wanted = label.error ? `: ${label.error.issues[0]?.message}` : "";
    throw new Error(`Cannot read ${folder}: wanted label/file.wav, got ${filepath}${wanted}`);
  }
  return ManifestSample.parse({ filepath, label: label.data });
}

function unfinished(folder: string): Error {
  return new Error(
    `Cannot read the dataset ${folder}: it was not finished; run the command that made it once more`,
  );
}
