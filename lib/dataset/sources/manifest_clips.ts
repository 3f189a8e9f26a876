import { basename } from "node:path";
import { schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { readManifest } from "../manifest/read_manifest.ts";
import type { ClipList } from "./clip_list.ts";
import { PATHS_START } from "./find_files.ts";
import type { ListOptions } from "./list_clips.ts";
import { locateClips } from "./locate_clips.ts";
import { segmentClips } from "./segment_clips.ts";

/**
 * The clips of a manifest, on this machine, in S3 or on the web.
 *
 * @param folder Of the manifest: a path or a URI.
 * @param name Of the manifest, in the folder.
 * @throws {Error} with the manifest's name, the sample and the field where something is missing or wrong.
 */
export async function manifestClips(
  folder: string,
  name: string,
  options: ListOptions,
): Promise<ClipList> {
  const store = await openStore(folder);
  const { dataset_info: info, samples, place, isSegmentList } = await readManifest(
    store,
    name,
    options,
  );
  const { dataBaseDir } = options;
  const list = { name: info.name ?? basename(store.name), info, manifest: `${store.name}/${name}` };
  if (isSegmentList) {
    if (dataBaseDir === undefined && schemeOf(folder)?.startsWith("http")) {
      throw new Error(
        `Cannot read ${list.manifest}: web servers do not list the audio beside it; ${PATHS_START}`,
      );
    }
    const audio = await openStore(dataBaseDir ?? folder);
    const clips = await segmentClips(samples, audio, options);
    return { ...list, clips: clips.map((clip, index) => ({ ...clip, place: place(index) })) };
  }
  const paths = samples.map(({ filepath }) => filepath);
  const files = await locateClips(paths, { folder, dataBaseDir });
  return {
    ...list,
    clips: samples.map((sample, index) => ({
      sample,
      file: files[index] ?? { problem: "there is none" },
      place: place(index),
    })),
  };
}
