import pMap from "p-map";
import { openStore } from "../../storage/open_store.ts";
import { sha256 } from "../../storage/sha256.ts";
import { filesIn } from "../test_clips.ts";
import { JOURNAL } from "./journal.ts";

/**
 * For tests: the hashes of all files of a dataset here or in S3, hidden and temporary ones too. Of the journal only
 * the names, as it has the times of the others.
 */
export async function contentOf(uri: string): Promise<Record<string, string>> {
  const store = await openStore(uri);
  const names = uri.startsWith("s3:")
    ? (await Array.fromAsync(store.list())).map(({ path }) => path).sort()
    : await filesIn(uri);
  const hash = async (name: string) => sha256(await new Response(store.read(name)).bytes());
  const hashes = await pMap(names, (name) => name.startsWith(JOURNAL) ? "" : hash(name), {
    concurrency: 8,
  });
  return Object.fromEntries(names.map((name, index) => [name, hashes[index] ?? ""]));
}
