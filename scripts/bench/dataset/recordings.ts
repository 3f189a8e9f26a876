import { join } from "node:path";
import { encodeWav16 } from "../../../lib/audio/encode_wav16.ts";
import { Random } from "../../../lib/dataset/random.ts";

const RATE_HZ = 44_100;
const SECONDS = { min: 2, max: 5 };
const CLASSES = 10;

/**
 * Writes `label/file.wav`, mono PCM16 at 44.1 kHz of 2 to 5 s (300 KB on average), the same each time: cuts of
 * one noise, each other than the others. What is in the samples does not change how long they take.
 */
export async function writeRecordings(folder: string, count: number): Promise<void> {
  const random = new Random(1);
  const noise = Float32Array.from({ length: 1 << 20 }, () => random.uniform() - 0.5);
  for (let index = 0; index < count; index++) {
    const label = `class_${index % CLASSES}`;
    if (index < CLASSES) await Deno.mkdir(join(folder, label), { recursive: true });
    const seconds = SECONDS.min + (SECONDS.max - SECONDS.min) * random.uniform();
    const length = Math.round(seconds * RATE_HZ);
    const start = random.integer(noise.length - length);
    const wav = encodeWav16(noise.subarray(start, start + length), RATE_HZ);
    await Deno.writeFile(join(folder, label, `${String(index).padStart(5, "0")}.wav`), wav);
  }
}
