import type { Sample } from "../dataset/dataset.ts";

/** What readers of cross-validated figures must know where the dataset names no recordings; else `undefined`. */
export function recordingsNote(samples: readonly Sample[]): string | undefined {
  const recordings = new Set(samples.map(({ recording }) => recording));
  if (recordings.size < samples.length) return undefined;
  return "Each file counts as a recording of its own: if several were cut from one take, name them in a manifest, or these figures flatter.";
}
