import { z } from "zod";
import { tryParseJson } from "../storage/try_parse_json.ts";
import type { OutPlace } from "./out_place.ts";

const MergedNote = z.object({
  request: z.string(),
  /** Of the result: another one that has taken its place was not merged so. */
  version: z.string(),
  kept: z.number(),
});

/**
 * How many files were predicted, if a result has been merged of the parts of a request. So a pod that is killed
 * after that, and started again, does not do its part once more: the journals are gone.
 */
export async function readMergedNote(
  { store, name }: OutPlace,
  request: string,
): Promise<number | undefined> {
  const result = await store.stat(name);
  if (!result || !await store.stat(pathOf(name))) return undefined;
  const text = await new Response(store.read(pathOf(name))).text();
  const { data } = MergedNote.safeParse(tryParseJson(text));
  return data?.request === request && data.version === result.version ? data.kept : undefined;
}

/** Notes that the result that is there has been merged of the parts of a request. */
export async function writeMergedNote(
  { store, name }: OutPlace,
  request: string,
  kept: number,
): Promise<void> {
  const result = await store.stat(name);
  if (!result) return;
  const { version } = result;
  const note: z.infer<typeof MergedNote> = { request, version, kept };
  await store.write(pathOf(name), JSON.stringify(note));
}

/** Hidden, for what reads all of a folder. */
function pathOf(name: string): string {
  return `.${name}.merged`;
}
