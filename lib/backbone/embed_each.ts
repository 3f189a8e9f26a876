import { join } from "node:path";
import pMap from "p-map";
import type { ClipResult } from "../audio/clip.ts";
import { ClipRunner } from "../audio/clip_runner.ts";
import type { OnProgress } from "../cli/progress.ts";
import type { Sample } from "../dataset/dataset.ts";
import { cacheDir } from "../storage/cache_dir.ts";
import { writeAtomically } from "../storage/write_atomically.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import type { Backbone, ClipEmbedding } from "./backbone.ts";
import { decodeEmbedding, encodeEmbedding } from "./embedding_file.ts";

/** How samples are embedded. */
export interface EmbedOptions {
  /** Clips worked on at the same time; by default {@linkcode cpuQuota}. */
  workers?: number;
  onProgress?: OnProgress;
}

/** Part of the cache's path: raise it when decoding or resampling come to give other waveforms. */
const WAVEFORM_VERSION = 2;

/**
 * Embeds clips with a backbone and hands each to `visit`, in any order, keeping none.
 *
 * Results are cached on disk by the audio's source hash, the file's own (a resampled copy has its source's
 * hash, and need not be the same on every machine) and the backbone's digest. So a run that was
 * interrupted goes on where it was. A cache file that is damaged is made again.
 *
 * @throws {WorkerError} at the first clip that cannot be read; the message names its file.
 */
export async function embedEach(
  samples: readonly Sample[],
  backbone: Backbone,
  visit: (embedding: ClipEmbedding, index: number) => void,
  { workers = cpuQuota(), onProgress }: EmbedOptions = {},
): Promise<void> {
  let runner: Promise<ClipRunner> | undefined;
  let done = 0;
  const embed = async (sample: Sample): Promise<ClipEmbedding> => {
    const path = cachePath(sample, backbone);
    const cached = decodeEmbedding(await Deno.readFile(path).catch(() => new Uint8Array()));
    if (cached) return cached;
    runner ??= openRunner(backbone, workers);
    const embedding = toEmbedding(await (await runner).run({ path: sample.path }), backbone);
    await writeAtomically(path, encodeEmbedding(embedding));
    return embedding;
  };
  const embedAndTell = async ([index, sample]: [number, Sample]) => {
    visit(await embed(sample), index);
    onProgress?.(++done, samples.length);
  };
  try {
    // Twice as many in flight as there are workers, so that none waits for the disk.
    await pMap(samples.entries(), embedAndTell, { concurrency: 2 * workers });
  } finally {
    (await runner)?.[Symbol.dispose]();
  }
}

async function openRunner(backbone: Backbone, workers: number): Promise<ClipRunner> {
  const outputs = backbone.labels.length > 0 ? ["embeddings", "scores"] : ["embeddings"];
  return await ClipRunner.open(backbone.model, { workers, outputs });
}

function cachePath({ sourceSha256, sha256 }: Sample, { digest }: Backbone): string {
  const settings = `${digest.slice(0, 16)}-v${WAVEFORM_VERSION}`;
  const name = `${sourceSha256}-${sha256.slice(0, 16)}`;
  return join(cacheDir(), "embeddings", settings, name.slice(0, 2), name);
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
