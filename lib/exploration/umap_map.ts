import { UMAP } from "umap-js";
import type { OnProgress } from "../cli/progress.ts";
import { Random } from "../dataset/random.ts";

/** How a map is drawn. */
export interface UmapOptions {
  seed?: number;
  /** Told how many of the rounds of improvement are done. */
  onProgress?: OnProgress;
}

/** How many clips around a clip count as near, by UMAP's own default: few show small groups, many the whole. */
const NEIGHBOURS = 15;

/** Between points, of about 1 between groups: with less, the clips of a group cover each other. */
const MIN_DISTANCE = 0.5;

/** With fewer there are no neighbours to keep together. */
const FEWEST = 4;

/**
 * Lays clips out in a plane so that those that are near each other stay near (L. McInnes, J. Healy and
 * J. Melville, "UMAP", https://arxiv.org/abs/1802.03426, by npm `umap-js`). Groups mean something; how far
 * apart two groups lie, and their size, does not.
 *
 * The same vectors and seed give the same map.
 *
 * @param vectors One a clip, see {@linkcode directions}; they are compared by Euclidean distance.
 * @returns [x, y] of each.
 * @throws {RangeError} if there are fewer than four.
 */
export async function umapMap(
  vectors: readonly Float64Array[],
  { seed = 1, onProgress }: UmapOptions = {},
): Promise<[number, number][]> {
  if (vectors.length < FEWEST) {
    throw new RangeError(`Cannot map ${vectors.length} clips: wanted at least ${FEWEST}`);
  }
  const random = new Random(seed);
  const umap = new UMAP({
    nNeighbors: Math.min(NEIGHBOURS, vectors.length - 1),
    minDist: MIN_DISTANCE,
    random: () => random.uniform(),
  });
  const epochs = umap.initializeFit(vectors.map((vector) => [...vector]));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    onProgress?.(epoch + 1, epochs);
    if (epoch % 10 === 0) await new Promise((resolve) => setTimeout(resolve)); // lets progress be shown
  }
  return umap.getEmbedding().map(([x = 0, y = 0]) => [x, y]);
}
