import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

const HEADER = "filename,fold,target,category,esc10,src_file,take";

/** For tests: an archive in ESC-50's layout. */
export async function makeArchive(
  rows: readonly string[],
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add("ESC-50-master/meta/esc50.csv", new TextReader([HEADER, ...rows].join("\n")));
  for (const [name, bytes] of Object.entries(files)) {
    await zip.add(`ESC-50-master/audio/${name}`, new Uint8ArrayReader(bytes), { level: 0 });
  }
  return await zip.close();
}
