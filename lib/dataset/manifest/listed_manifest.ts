import type { Manifest } from "./manifest.ts";

/** A manifest, and where its samples stand in its file. */
export interface ListedManifest extends Manifest {
  /** Of the sample with this index, for errors: "line 3", "samples[1]". */
  place(index: number): string;
  /** Of AudioSet, with videos' ids as paths. */
  isSegmentList?: true;
}

/** An error about a manifest's file, in one line whatever stands in it. */
export function manifestError(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`Cannot read ${file}: ${reason.replace(/\p{Cc}/gu, "?")}`);
}
