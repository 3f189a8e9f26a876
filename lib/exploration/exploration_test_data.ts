import fc from "fast-check";

/** Embeddings of some clips, in whole eighths, so that sums of them are exact. */
export function embeddings(
  { minClips, size }: { minClips: number; size: number },
): fc.Arbitrary<Float32Array[]> {
  const value = fc.integer({ min: -64, max: 64 }).map((eighths) => eighths / 8);
  const vector = fc.array(value, { minLength: size, maxLength: size })
    .map((values) => Float32Array.from(values));
  return fc.array(vector, { minLength: minClips, maxLength: 20 });
}

/** The same as vectors to compare or project. */
export function vectors(shape: { minClips: number; size: number }): fc.Arbitrary<Float64Array[]> {
  return embeddings(shape).map((clips) => clips.map((clip) => Float64Array.from(clip)));
}
