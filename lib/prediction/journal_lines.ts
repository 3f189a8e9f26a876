import { pMapIterable } from "p-map";
import type { Target } from "../dataset/creation/target.ts";
import type { Store } from "../storage/store.ts";
import { chainParts, type JournalPart } from "./journal_parts.ts";

/** Parts that are in memory at a time: some seconds of work each. */
const PARTS_AT_ONCE = 2;

/**
 * The lines of a journal, in their order; none where there is none. A last line that was cut off is none.
 *
 * @param path Of one file on disk; elsewhere, of the folder of its parts.
 * @throws {Error} if a part is damaged.
 */
export async function* journalLines(
  { store, folder }: Target,
  path: string,
): AsyncIterable<string> {
  if (folder !== undefined) {
    if (await store.stat(path)) yield* wholeLines(store.read(path));
    return;
  }
  const parts = await partsOf(store, path);
  const read = (part: JournalPart) => readPart(store, part);
  for await (const lines of pMapIterable(parts, read, { concurrency: PARTS_AT_ONCE })) yield* lines;
}

/** How many lines a journal has. In a bucket the parts' names say it. */
export async function countLines(target: Target, path: string): Promise<number> {
  if (target.folder === undefined) return (await partsOf(target.store, path)).at(-1)?.end ?? 0;
  let lines = 0;
  for await (const _ of journalLines(target, path)) lines++;
  return lines;
}

async function partsOf(store: Store, path: string): Promise<JournalPart[]> {
  return chainParts((await Array.fromAsync(store.list(path))).map(({ path }) => path));
}

async function readPart(store: Store, { path, first, from, end }: JournalPart): Promise<string[]> {
  const lines = await Array.fromAsync(wholeLines(store.read(path)));
  if (lines.length === end - first) return lines.slice(from - first);
  throw new Error(
    `Cannot go on from ${store.name}/${path}: it has ${lines.length} lines instead of ${
      end - first
    }. Remove it, and give the command again`,
  );
}

async function* wholeLines(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncIterable<string> {
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
