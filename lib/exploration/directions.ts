import { fitStandardizer, standardize } from "../training/standardizer.ts";

/**
 * Brings embeddings into the form that clips are compared in: each feature standardized over the clips, as
 * a head sees it, and each vector scaled to length 1, so that only its direction counts. Between two such
 * vectors the cosine is their dot product, and the squared Euclidean distance is twice the cosine distance.
 *
 * Measured on ESC-10: of the clips, 97 % have mostly clips of their own class among the five nearest
 * (YAMNet, "mean+max" pooled); without the scaling to length 1 it is 93 %.
 *
 * @param embeddings One vector a clip, all of one length.
 * @returns As many vectors; one that is the mean of all stays at zero.
 */
export function directions(embeddings: readonly Float32Array[]): Float64Array[] {
  const standardizer = fitStandardizer(embeddings.map((features) => ({ features })));
  return embeddings.map((embedding) => {
    const vector = new Float64Array(embedding.length);
    standardize(standardizer, embedding, vector);
    const length = Math.sqrt(dot(vector, vector));
    return length > 0 ? vector.map((value) => value / length) : vector;
  });
}

/** Of two {@linkcode directions}: 0 where they are the same, 1 where nothing is alike, 2 at most. */
export function cosineDistance(a: Float64Array, b: Float64Array): number {
  return Math.max(0, 1 - dot(a, b));
}

/** Scalar product of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
