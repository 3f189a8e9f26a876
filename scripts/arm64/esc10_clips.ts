import { basename, join } from "node:path";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";

/**
 * Writes some of an archive's recordings to a folder, taken at even distances: of all its classes.
 *
 * @param zipPath ESC-50's archive, or a part of it.
 * @throws {Error} if it has fewer.
 */
export async function writeClips(zipPath: string, count: number, folder: string): Promise<void> {
  await using archive = new ZipReader(new Uint8ArrayReader(await Deno.readFile(zipPath)));
  const entries = (await archive.getEntries()).filter(({ filename }) => filename.endsWith(".wav"));
  if (entries.length < count) {
    throw new Error(`Wanted ${count} recordings in ${zipPath}; got ${entries.length}`);
  }
  for (let clip = 0; clip < count; clip++) {
    const entry = entries[Math.floor(clip * entries.length / count)];
    if (entry === undefined || entry.directory) continue;
    const bytes = await entry.getData(new Uint8ArrayWriter(), { useWebWorkers: false });
    await Deno.writeFile(join(folder, basename(entry.filename)), bytes);
  }
}
