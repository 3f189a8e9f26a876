import { join } from "node:path";
import { encodeWav16 } from "../../lib/audio/encode_wav16.ts";
import { noise } from "./noise.ts";

const RATE_HZ = 44_100;
const CLIP_SECONDS = 5;

/** Clips as the field has them, mono PCM16 at 44.1 kHz, in a temporary folder that goes when disposed of. */
export async function wavFiles(count: number): Promise<{ paths: string[] } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.wav`));
  for (const path of paths) {
    await Deno.writeFile(path, encodeWav16(noise(RATE_HZ * CLIP_SECONDS), RATE_HZ));
  }
  return { paths, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
