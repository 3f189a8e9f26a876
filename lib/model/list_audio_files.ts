import { join } from "node:path";
import { AUDIO_FILE } from "../dataset/sources/audio_file.ts";

/**
 * Replaces each folder by the audio files in it and below, sorted; other paths stay as they are. Hidden
 * files and links are passed over.
 *
 * @throws {Error} if a folder holds none.
 */
export async function listAudioFiles(paths: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(paths.map(async (path) => {
    const info = await Deno.stat(path).catch(() => undefined);
    if (!info?.isDirectory) return [path];
    const files = await audioFilesIn(path);
    if (files.length === 0) {
      throw new Error(`Cannot predict ${path}: the folder holds no audio file`);
    }
    return files.sort();
  }));
  return lists.flat();
}

async function audioFilesIn(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    if (isDirectory) files.push(...await audioFilesIn(path));
    else if (isFile && AUDIO_FILE.test(name)) files.push(path);
  }
  return files;
}
