import type { SimilarPair } from "../dataset/checks/check_near_duplicates.ts";
import { type GroupedClip, groupRecordings } from "../dataset/splits/recordings.ts";
import { fitStandardizer } from "../training/standardizer.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import { WorkerPool } from "../workers/worker_pool.ts";
import type { SimilarPairsRequest } from "./similar_pairs_worker.ts";

/** A clip's surroundings are measured by the neighbour of this rank. */
const NEIGHBOURS = 6;

/** Copies are nearer to each other than this part of how far their surroundings are. */
const LARGEST_RATIO = 0.35;

/** Clips of a cosine from 0.995 on are copies whatever their surroundings. */
const SAME_DISTANCE = 0.005;

/**
 * Finds clips that sound nearly the same, though they are said to be of different recordings, by the
 * directions of their embeddings (see `directions()`).
 *
 * A distance alone does not tell: two different rains are as near to each other as a bark is to its copy at
 * half the volume. So a pair must be far nearer than each one's sixth neighbour is (as D. Lowe's ratio test
 * has it, "Distinctive image features", 2004, 7.1). Measured on the 320 clips of ESC-10 with YAMNet, copies
 * of every fourth clip added: found are 94 % of those at half the volume, 94 % of those a second shorter, 86 %
 * of those half a second later, 74 % of those with noise at -40 dB, and 41 % of those by way of 11 kHz; beside
 * them 5 to 7 pairs of 51,040 that are no copies. With the log-mel baseline 47 to 86 %, and 7 %. More than
 * six copies of one sound are found only where their cosine is 0.995.
 *
 * Memory grows with the clips, 16 KB each with YAMNet, and not with their pairs; time with the pairs: 10,000
 * clips take a few seconds on two cores.
 *
 * @param embeddings "mean+max" pooled, one a clip.
 * @returns The most alike first.
 */
export async function similarPairs(
  clips: readonly GroupedClip[],
  embeddings: readonly Float32Array[],
): Promise<SimilarPair[]> {
  const size = embeddings[0]?.length ?? 0;
  if (size === 0) return [];
  const groups = new Int32Array(clips.length);
  for (const [group, { rows }] of groupRecordings(clips).entries()) {
    for (const row of rows) groups[row] = group;
  }
  const vectors = directionMatrix(embeddings, size);
  using pool = await WorkerPool.open<{ threads: number }, SimilarPairsRequest, SimilarPair[]>(
    new URL("./similar_pairs_worker.ts", import.meta.url),
    { init: { threads: cpuQuota() }, workers: 1 },
  );
  return await pool.run({
    vectors,
    size,
    groups,
    neighbours: NEIGHBOURS,
    largestRatio: LARGEST_RATIO,
    sameDistance: SAME_DISTANCE,
  }, [vectors.buffer]);
}

/** As `directions()`, in one block of 32-bit floats. */
function directionMatrix(
  embeddings: readonly Float32Array[],
  size: number,
): Float32Array<ArrayBuffer> {
  const { mean, scale } = fitStandardizer(embeddings.map((features) => ({ features })));
  const matrix = new Float32Array(embeddings.length * size);
  for (const [clip, embedding] of embeddings.entries()) {
    const row = matrix.subarray(clip * size, (clip + 1) * size);
    let squares = 0;
    for (let i = 0; i < size; i++) {
      const value = ((embedding[i] ?? 0) - (mean[i] ?? 0)) * (scale[i] ?? 0);
      row[i] = value;
      squares += value * value;
    }
    if (squares > 0) { for (let i = 0; i < size; i++) row[i] = (row[i] ?? 0) / Math.sqrt(squares); }
  }
  return matrix;
}
