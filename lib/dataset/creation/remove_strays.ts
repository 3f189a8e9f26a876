import { join } from "node:path";
import pMap from "p-map";
import { classFolders } from "./half_written.ts";
import { allStored } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Target } from "./target.ts";

const AT_ONCE = 16;

/**
 * Removes from a whole dataset the files of clips that are gone from the source, those that are half-written,
 * and folders of classes that are empty. What no journal names is not ours and stays.
 *
 * @param paths Of the dataset's clips.
 */
export async function removeStrays(
  { store, folder }: Target,
  { files, journals, halfWritten }: Snapshot,
  paths: ReadonlySet<string>,
): Promise<void> {
  const stored = allStored(journals).flatMap((clip) =>
    clip.files.map(({ facts }) => facts.filepath)
  );
  const gone = stored.filter((path) => !paths.has(path) && files.has(path));
  const strays = new Set([...gone, ...halfWritten]);
  await pMap(strays, (path) => store.remove(path), { concurrency: AT_ONCE });
  if (folder === undefined) return;
  for (const place of await classFolders(folder)) {
    await Deno.remove(join(folder, place)).catch(() => {}); // it is not empty
  }
}
