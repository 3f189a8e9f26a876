import pMap from "p-map";
import type { Levels } from "../../audio/levels.ts";
import type { OnProgress } from "../../cli/progress.ts";
import { isMissing } from "../../storage/inside_folder.ts";
import { readBounded } from "../../storage/read_bounded.ts";
import { WorkerPool } from "../../workers/worker_pool.ts";
import { MAX_SOURCE_BYTES } from "../sources/limits.ts";
import { FileBudget } from "./file_budget.ts";
import type { InspectRequest } from "./inspect_worker.ts";
import type { StoredClip, StoredDataset } from "./stored_dataset.ts";

/** What was found in a clip's file, or what is wrong with it, as a clause. */
export type Inspection = { levels: Levels } | { problem: string };

/**
 * Reads clips' files once, in workers, no more at a time than these work on and memory has room for: each must
 * have the hash, the duration and the standard audio that the manifest names.
 *
 * @returns By id.
 */
export async function inspectClips(
  { store, standardAudio }: Pick<StoredDataset, "store" | "standardAudio">,
  clips: readonly StoredClip[],
  onProgress?: OnProgress,
): Promise<Map<string, Inspection>> {
  if (clips.length === 0) return new Map();
  using pool = await WorkerPool.open<null, InspectRequest, Levels>(
    new URL("./inspect_worker.ts", import.meta.url),
    { init: null },
  );
  const inspect = async (clip: StoredClip): Promise<Inspection> => {
    const { filepath, sha256, durationSeconds } = clip;
    try {
      const bytes = await readBounded(store.read(filepath), MAX_SOURCE_BYTES);
      const request = { bytes, sha256, durationSeconds, standardAudio };
      return { levels: await pool.run(request, [bytes.buffer]) };
    } catch (cause) {
      if (isMissing(cause)) return { problem: "there is no such file" };
      return { problem: cause instanceof Error ? cause.message : String(cause) };
    }
  };
  const budget = new FileBudget(standardAudio);
  let done = 0;
  const inspections = await pMap(clips, async (clip): Promise<[string, Inspection]> => {
    using _room = await budget.reserve(clip);
    const inspection = await inspect(clip);
    onProgress?.(++done, clips.length);
    return [clip.id, inspection];
  }, { concurrency: 2 * pool.size });
  return new Map(inspections);
}
