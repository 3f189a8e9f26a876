import { join } from "node:path";
import { encodeWav16 } from "../lib/audio/encode_wav16.ts";
import { noise } from "../lib/model/test_parts.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";

/** For tests: a folder of clips of noise, each a little longer than the last. */
export async function makeNoiseClips(count: number): Promise<string> {
  const folder = join(await makeTempDir(), "clips");
  await Deno.mkdir(folder);
  for (let clip = 0; clip < count; clip++) {
    const name = `${String(clip).padStart(3, "0")}.wav`;
    await Deno.writeFile(join(folder, name), encodeWav16(noise(16_000 + 100 * clip), 22_050));
  }
  return folder;
}
