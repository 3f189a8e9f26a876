import pMap from "p-map";
import type { ClipResult } from "../audio/clip.ts";
import { ClipRunner } from "../audio/clip_runner.ts";
import type { OnProgress } from "../cli/progress.ts";
import type { Sample } from "../dataset/dataset.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import type { Backbone, ClipEmbedding } from "./backbone.ts";
import { EmbeddingCache } from "./embedding_cache.ts";

/** How samples are embedded. */
export interface EmbedOptions {
  /** Clips worked on at the same time; by default {@linkcode cpuQuota}. */
  workers?: number;
  /** Where embeddings are kept, see {@linkcode EmbeddingCache}. */
  embeddings?: string | undefined;
  onProgress?: OnProgress | undefined;
}

/** Clips under way at least: a bucket answers after some ten milliseconds, but many at once. */
const AT_ONCE = 16;

/**
 * Embeds clips with a backbone and hands each to `visit`, in any order, keeping none.
 *
 * Results are kept in an {@linkcode EmbeddingCache}: a run that was interrupted goes on where it was, on
 * another machine too where that is in a bucket. What is damaged there is made again.
 *
 * @throws {WorkerError} at the first clip that cannot be read; the message names its file.
 * @throws {Error} if the cache cannot be asked or written to.
 */
export async function embedEach(
  samples: readonly Sample[],
  backbone: Backbone,
  visit: (embedding: ClipEmbedding, index: number) => void,
  { workers = cpuQuota(), embeddings, onProgress }: EmbedOptions = {},
): Promise<void> {
  const cache = await EmbeddingCache.open(embeddings);
  let runner: Promise<ClipRunner> | undefined;
  let done = 0;
  const embed = async (sample: Sample): Promise<ClipEmbedding> => {
    const cached = await cache.read(sample, backbone);
    if (cached) return cached;
    runner ??= openRunner(backbone, workers);
    const embedding = toEmbedding(await (await runner).run({ path: sample.path }), backbone);
    await cache.write(sample, backbone, embedding);
    return embedding;
  };
  const embedAndTell = async ([index, sample]: [number, Sample]) => {
    visit(await embed(sample), index);
    onProgress?.(++done, samples.length);
  };
  try {
    // Twice as many as there are workers at least, so that none waits for the disk.
    await pMap(samples.entries(), embedAndTell, { concurrency: Math.max(AT_ONCE, 2 * workers) });
  } finally {
    (await runner)?.[Symbol.dispose]();
  }
}

async function openRunner(backbone: Backbone, workers: number): Promise<ClipRunner> {
  const outputs = backbone.labels.length > 0 ? ["embeddings", "scores"] : ["embeddings"];
  return await ClipRunner.open(backbone.model, { workers, outputs });
}

/** @throws {RangeError} if the backbone broke its word about its outputs' shapes. */
function toEmbedding({ info, outputs }: ClipResult, backbone: Backbone): ClipEmbedding {
  const { embeddings, scores } = outputs;
  const [frames = 0, size] = embeddings?.shape ?? [];
  const values = scores?.values ?? new Float32Array();
  if (
    !embeddings || frames < 1 || size !== backbone.embeddingSize ||
    values.length !== frames * backbone.labels.length
  ) {
    throw new RangeError(
      `Cannot embed with ${backbone.name}: wanted embeddings [F,${backbone.embeddingSize}] and scores [F,${backbone.labels.length}] of at least one frame, got [${embeddings?.shape}] and [${scores?.shape}]`,
    );
  }
  return {
    frames,
    embeddings: embeddings.values,
    scores: values,
    durationSeconds: info.durationSeconds,
  };
}
