import { dirname, join } from "node:path";
import { encodeWav16 } from "../audio/encode_wav16.ts";
import { makeTempDir } from "../storage/test_folder.ts";

/** A tone as a WAV file: a tenth of a second at 16 kHz unless told. */
export function tone(pitchHz: number, sampleRateHz = 16_000): Uint8Array<ArrayBuffer> {
  const samples = Float32Array.from(
    { length: sampleRateHz / 10 },
    (_, i) => 0.5 * Math.sin(2 * Math.PI * pitchHz * i / sampleRateHz),
  );
  return encodeWav16(samples, sampleRateHz);
}

/** A new folder with these files; it goes when the tests of the file are done. */
export async function makeFolder(
  files: Readonly<Record<string, Uint8Array | string | object>>,
): Promise<string> {
  const folder = await makeTempDir();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    if (content instanceof Uint8Array) await Deno.writeFile(path, content);
    else if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeTextFile(path, JSON.stringify(content));
  }
  return folder;
}

/** Names of all files below a folder, sorted. */
export async function filesIn(folder: string, prefix = ""): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    const path = join(prefix, name);
    names.push(...isDirectory ? await filesIn(folder, path) : [path]);
  }
  return names.sort();
}
