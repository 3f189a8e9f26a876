import pMap from "p-map";
import type { OnProgress } from "../../cli/progress.ts";
import { readBounded } from "../../storage/read_bounded.ts";
import { sha256 } from "../../storage/sha256.ts";
import type { Store } from "../../storage/store.ts";
import { MAX_SOURCE_BYTES } from "../sources/limits.ts";
import { FileBudget } from "./file_budget.ts";
import { MANIFEST_FILES } from "../manifest/manifest_files.ts";
import type { StoredClip, StoredDataset } from "./stored_dataset.ts";

/** Files under way at once. */
const CONCURRENCY = 8;

/**
 * Copies a dataset's audio to another place, checked by its hashes. What is there already is kept where it is
 * the same, so that an interrupted copy goes on.
 *
 * @throws {Error} if a dataset stands there already, or a file is not what its manifest says.
 */
export async function copyClips(
  { store, clips, standardAudio }: Pick<StoredDataset, "store" | "clips" | "standardAudio">,
  target: Store,
  onProgress?: OnProgress,
): Promise<void> {
  if (await target.stat(MANIFEST_FILES.json)) {
    throw new Error(`Cannot write to ${target.name}: it holds a dataset; choose a new folder`);
  }
  const budget = new FileBudget(standardAudio);
  let done = 0;
  await pMap(clips, async (clip) => {
    using _room = await budget.reserve(clip);
    if (!await isThere(target, clip)) {
      await target.write(clip.filepath, await readClip(store, clip));
    }
    onProgress?.(++done, clips.length);
  }, { concurrency: CONCURRENCY });
}

async function isThere(target: Store, clip: StoredClip): Promise<boolean> {
  if (await target.stat(clip.filepath) === undefined) return false;
  return await readClip(target, clip).then(() => true, () => false);
}

async function readClip(store: Store, clip: StoredClip): Promise<Uint8Array<ArrayBuffer>> {
  const { filepath, sha256: wanted } = clip;
  const bytes = await readBounded(store.read(filepath), MAX_SOURCE_BYTES).catch((cause) => {
    throw new Error(`Cannot read ${store.name}/${filepath}: ${cause.message}`, { cause });
  });
  const found = sha256(bytes);
  if (found === wanted) return bytes;
  throw new Error(
    `Cannot read ${store.name}/${filepath}: wanted the file with sha256 ${wanted}, got ${found}`,
  );
}
