import { basename, dirname } from "node:path";
import { isMissing } from "../../storage/inside_folder.ts";
import { localPath, schemeOf } from "../../storage/local_path.ts";
import { openStore } from "../../storage/open_store.ts";
import { splitUri } from "../../storage/split_uri.ts";
import { MANIFEST_NAMES } from "../manifest/manifest_files.ts";
import { MANIFEST_FILE } from "../manifest/read_manifest.ts";
import type { TableOptions } from "../manifest/table_columns.ts";
import type { ClipList, ListedClip } from "./clip_list.ts";
import { folderClips } from "./folder_clips.ts";
import { manifestClips } from "./manifest_clips.ts";

/** How a list is read. */
export interface ListOptions extends TableOptions {
  /** Where the paths of a manifest start, if not at the manifest; DATA_BASE_DIR. */
  dataBaseDir?: string | undefined;
}

/**
 * What lies at a path or URI: a manifest, a folder with one, or a folder of `label/file.wav`; on this machine,
 * in S3, and a manifest on the web too.
 *
 * @throws {Error} if there is nothing, or none of its files; a dataset that was not finished; else see
 * {@linkcode manifestClips} and {@linkcode folderClips}.
 */
export async function listClips(uri: string, options: ListOptions = {}): Promise<ClipList> {
  const { folder, name } = await findManifest(uri);
  const list = name === undefined
    ? await folderClips(folder)
    : await manifestClips(folder, name, options);
  const missing = list.clips.map(({ file }) => file).filter((file) => "problem" in file);
  const [first] = list.clips;
  if (first && missing.length === list.clips.length) throw missingError(list, first);
  return list;
}

/** What a person is told of a clip without a file. */
export function missingError(
  { manifest }: Pick<ClipList, "manifest">,
  { file, place }: ListedClip,
): Error {
  const { problem } = "problem" in file ? file : { problem: "it is there" };
  return new Error(`Cannot read ${manifest}: ${place}, filepath: ${problem}`);
}

/** A folder as a path or URI, and the manifest in it that is meant; none where its clips are its files. */
export async function findManifest(uri: string): Promise<{ folder: string; name?: string }> {
  const scheme = schemeOf(uri);
  if (scheme === undefined || scheme === "file") {
    const path = localPath(uri);
    const info = await Deno.stat(path).catch((cause) => {
      const reason = isMissing(cause) ? "there is no such file or folder" : cause.message;
      throw new Error(`Cannot read the dataset ${uri}: ${reason}`);
    });
    if (!info.isDirectory) return { folder: dirname(path), name: basename(path) };
    return { folder: path, ...await findInside(path) };
  }
  const { folder, name } = splitUri(uri);
  if (name !== undefined && (MANIFEST_FILE.test(name) || scheme !== "s3")) return { folder, name };
  const all = uri.replace(/\/$/, "");
  return { folder: all, ...await findInside(all) };
}

async function findInside(folder: string): Promise<{ name?: string }> {
  const store = await openStore(folder);
  const found = await Promise.all(MANIFEST_NAMES.map((name) => store.stat(name)));
  const name = found.find((file) => file !== undefined)?.path;
  return name === undefined ? {} : { name };
}
