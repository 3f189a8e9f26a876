import { halfWritten } from "./half_written.ts";
import { type Journals, readJournals } from "./journal.ts";
import { AUDIO, StoredFiles } from "./stored_files.ts";
import type { Target } from "./target.ts";

/** What is in a dataset's place at a moment. */
export interface Snapshot {
  files: StoredFiles;
  /** Read after the files were listed: a shard says that it begins before it writes any. */
  journals: Journals;
  /** What killed runs have left on disk, or others are writing. */
  halfWritten: readonly string[];
}

export async function takeSnapshot({ store, folder }: Target): Promise<Snapshot> {
  const files = await StoredFiles.list(store);
  const left = folder === undefined ? [] : await halfWritten(folder);
  return { files, halfWritten: left, journals: await readJournals(store) };
}

/**
 * What is there once a shard has done its part. Manifests that are being written may be those of another shard
 * that makes the dataset whole; clips are those of one that has begun anew, which its journal will tell.
 */
export async function takeSnapshotAgain(target: Target, before: Snapshot): Promise<Snapshot> {
  const now = await takeSnapshot(target);
  const clips = now.halfWritten.filter((path) => path.startsWith(AUDIO));
  return { ...now, halfWritten: [...before.halfWritten, ...clips] };
}
