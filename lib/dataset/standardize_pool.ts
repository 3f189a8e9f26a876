import { encodeWav16 } from "../audio/encode_wav16.ts";
import { sha256 } from "../storage/sha256.ts";
import { WorkerPool } from "../workers/worker_pool.ts";
import { Random } from "./random.ts";
import { STANDARD_AUDIO, type StandardAudio } from "./standard_audio.ts";
import type { StandardClip, StandardizeRequest } from "./standardize_clip.ts";

/** Makes standard clips in workers, see `standardizeClip()`. */
export type StandardizePool = WorkerPool<null, StandardizeRequest, StandardClip[]>;

/** The caller ends it, by `using`. */
export async function openStandardizePool(): Promise<StandardizePool> {
  return await WorkerPool.open(new URL("./standardize_worker.ts", import.meta.url), { init: null });
}

/** Of what recordings mostly have, and 16 kHz does not divide. */
const PROBE_RATES_HZ = [22_050, 44_100];

/**
 * Names how clips come out of standardizing: a hash of noise, standardized (0.1 s of work). Another version
 * of the resampler gives another name, even where it only adds floats in another order, and so may another
 * kind of CPU: a few samples are then stored one step higher or lower.
 */
export async function nameStandardizing(
  pool: StandardizePool,
  standardAudio: StandardAudio = STANDARD_AUDIO,
): Promise<string> {
  const hashes = await Promise.all(PROBE_RATES_HZ.map(async (rateHz) => {
    const random = new Random(1);
    const noise = Float32Array.from({ length: rateHz / 2 }, () => random.uniform() - 0.5);
    const bytes = encodeWav16(noise, rateHz);
    const clips = await pool.run({ bytes, standardAudio }, [bytes.buffer]);
    return clips.map(({ sha256 }) => sha256);
  }));
  return sha256(hashes.flat().join("\n"));
}
