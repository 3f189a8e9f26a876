import { join } from "node:path";
import { encodeWav16 } from "../lib/audio/encode_wav16.ts";
import { Random } from "../lib/dataset/random.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";

const RATE_HZ = 16_000;

/** Paths in a temporary folder: clips to train on, and places for what is made from them. */
export interface Folder {
  clips: string;
  out: string;
  runs: string;
  cache: string;
}

/** A plain folder of six clips of each of two kinds of sound, for tests; another seed gives other clips. */
export async function makeFolder(seed = 7): Promise<Folder> {
  const folder = await makeTempDir();
  const random = new Random(seed);
  const clips = join(folder, "clips");
  for (const label of ["beep", "hiss"]) {
    await Deno.mkdir(join(clips, label), { recursive: true });
    for (let take = 0; take < 6; take++) {
      const samples = Float32Array.from({ length: RATE_HZ }, (_, i) => {
        const noise = random.uniform() - 0.5;
        const tone = Math.sin(2 * Math.PI * (600 + 40 * take) * i / RATE_HZ);
        return label === "beep" ? 0.5 * tone + 0.01 * noise : 0.5 * noise;
      });
      await Deno.writeFile(join(clips, label, `${take}.wav`), encodeWav16(samples, RATE_HZ));
    }
  }
  return {
    clips,
    out: join(folder, "model"),
    runs: join(folder, "mlruns"),
    cache: join(folder, "cache"),
  };
}
