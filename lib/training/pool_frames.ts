import type { ClipEmbedding } from "../backbone/backbone.ts";
import type { Pooling } from "./head.ts";

/** Length of a pooled vector: "mean+max" holds two values for each of the embedding's. */
export function pooledSize(pooling: Pooling, embeddingSize: number): number {
  return pooling === "mean+max" ? 2 * embeddingSize : embeddingSize;
}

/** One vector for a clip from the embeddings of its frames; `appendPooling()` is the same in a graph. */
export function poolFrames(
  { frames, embeddings }: ClipEmbedding,
  pooling: Pooling,
): Float32Array<ArrayBuffer> {
  const size = embeddings.length / frames;
  const pooled = new Float32Array(pooledSize(pooling, size));
  if (pooling !== "max") pooled.set(frameMean(embeddings, size));
  if (pooling !== "mean") pooled.set(frameMax(embeddings, size), pooled.length - size);
  return pooled;
}

function frameMean(embeddings: Float32Array, size: number): Float64Array {
  const sum = new Float64Array(size);
  embeddings.forEach((value, index) => sum[index % size] = (sum[index % size] ?? 0) + value);
  return sum.map((value) => value * size / embeddings.length);
}

function frameMax(embeddings: Float32Array, size: number): Float32Array {
  const max = embeddings.slice(0, size);
  embeddings.forEach((value, index) =>
    max[index % size] = Math.max(max[index % size] ?? -Infinity, value)
  );
  return max;
}
