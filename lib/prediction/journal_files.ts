import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pMap from "p-map";
import { DiskLog } from "../dataset/creation/disk_log.ts";
import { type Shard, shardName } from "../dataset/creation/shard.ts";
import type { OutPlace } from "./out_place.ts";

/** On disk: the result's name, what was asked, the part where it is one, and an end of its own. */
const NAME = /^(.+)\.[0-9a-f]{12}(\.\d+-of-\d+)?\.partial$/;

const REMOVED_AT_ONCE = 16;

/** Which journal of a result is meant. */
export interface JournalKey {
  /** SHA-256 of all that the result depends on. */
  request: string;
  /** The part of the inputs whose outcomes it holds; by default, all. */
  shard?: Shard | undefined;
}

/** Where a journal is, beside its result: a file on disk, a folder in a bucket. */
export function journalPath(place: OutPlace, { request, shard }: JournalKey): string {
  const path = startOf(place, request) + (shard ? `.${shardName(shard)}` : "");
  return place.folder === undefined ? path : `${path}.partial`;
}

/** Whether there are journals of the same result that hold something else: of other files, or by another model. */
export async function hasOtherJournals(place: OutPlace, request: string): Promise<boolean> {
  return (await journalFiles(place)).some((path) => !path.startsWith(startOf(place, request)));
}

/** Removes the journals of a result that is whole, but for those that other processes hold. */
export async function removeJournals(place: OutPlace): Promise<void> {
  const { store, folder } = place;
  const files = await journalFiles(place);
  if (folder === undefined) {
    await pMap(files, (path) => store.remove(path), { concurrency: REMOVED_AT_ONCE });
    return;
  }
  for (const file of files) {
    const path = join(folder, file);
    await using held = await DiskLog.open(path);
    if (held) await Deno.remove(path);
  }
}

function startOf({ folder, name }: OutPlace, request: string): string {
  return `${name}${folder === undefined ? ".partial/" : "."}${request.slice(0, 12)}`;
}

async function journalFiles({ store, folder, name }: OutPlace): Promise<string[]> {
  if (folder !== undefined) {
    return (await readdir(folder)).filter((file) => NAME.exec(file)?.[1] === name);
  }
  return (await Array.fromAsync(store.list(`${name}.partial`))).map(({ path }) => path);
}
