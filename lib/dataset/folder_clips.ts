import { basename, join, resolve } from "node:path";
import type { LocalClip, LocalClips } from "./local_clip.ts";
import { locateFile } from "./locate_file.ts";
import { Label } from "./manifest/manifest.ts";

/** Only WAV can be decoded; the others are listed all the same, to be refused by name instead of overlooked. */
const AUDIO_FILE = /\.(wav|wave|mp3|flac|ogg|opus|m4a|aac|aiff?|wma)$/i;

/** Folders below this one are not looked into: links could lead round in circles. */
const MAX_DEPTH = 4;

/**
 * The clips of a plain folder `label/file.wav`, by name. Hidden files and files that are no audio are
 * passed over; each clip counts as a recording of its own.
 *
 * @throws {Error} if it holds no such clip, or audio that stands elsewhere than in a label's folder.
 */
export async function folderClips(folder: string): Promise<LocalClips> {
  const filepaths = await audioFiles(folder, "");
  if (filepaths.length === 0) {
    throw new Error(
      `Cannot read ${folder}: wanted manifest.json, metadata.json or clips as label/file.wav, found none`,
    );
  }
  return { name: basename(resolve(folder)), clips: filepaths.map((path) => toClip(folder, path)) };
}

async function audioFiles(root: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  const entries = await Array.fromAsync(Deno.readDir(join(root, folder)));
  for (const entry of entries.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
    if (entry.name.startsWith(".")) continue;
    const filepath = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (await isFolder(root, filepath, entry)) {
      if (filepath.split("/").length < MAX_DEPTH) files.push(...await audioFiles(root, filepath));
    } else if (AUDIO_FILE.test(entry.name)) files.push(filepath);
  }
  return files;
}

async function isFolder(root: string, filepath: string, entry: Deno.DirEntry): Promise<boolean> {
  if (!entry.isSymlink) return entry.isDirectory;
  const path = await locateFile(filepath, root);
  return path !== undefined && (await Deno.stat(path)).isDirectory;
}

function toClip(folder: string, filepath: string): LocalClip {
  const [name, file, ...deeper] = filepath.split("/");
  const label = Label.safeParse(name);
  if (file === undefined || deeper.length > 0 || !label.success) {
    const wanted = label.error ? `: ${label.error.issues[0]?.message}` : "";
    throw new Error(`Cannot read ${folder}: wanted label/file.wav, got ${filepath}${wanted}`);
  }
  return {
    id: filepath.replace(/\.wav$/i, ""),
    filepath,
    path: join(folder, filepath),
    labels: [label.data],
    recording: filepath,
    originalFile: filepath,
  };
}
