import { schemeOf } from "../../storage/local_path.ts";
import { missingError } from "./list_clips.ts";
import { listEntries } from "./listed_source.ts";
import { locateClips } from "./locate_clips.ts";
import type { RelationRow } from "./postgres_rows.ts";
import type { SourceEntry } from "./source.ts";

/**
 * The clips, by id, of rows that name where their audio lies: in S3, on the web, or in a folder of this machine.
 *
 * @param relation What the rows are of, for messages.
 * @param dataBaseDir Where relative paths start.
 * @throws {Error} if none of the files is there, or paths start nowhere.
 */
export async function addressedEntries(
  rows: readonly RelationRow[],
  relation: string,
  dataBaseDir: string | undefined,
): Promise<SourceEntry[]> {
  const paths = rows.map(({ sample }) => sample.filepath);
  const relative = paths.find((path) => schemeOf(path) === undefined);
  if (relative !== undefined && dataBaseDir === undefined) {
    throw new Error(
      `Cannot read ${relation}: it has paths such as "${relative}". DATA_BASE_DIR (--data-base-dir) says where they start`,
    );
  }
  const files = await locateClips(paths, { folder: ".", dataBaseDir });
  const clips = rows.map(({ id, sample }, index) => ({
    sample,
    file: files[index] ?? { problem: "it was not looked for" },
    place: `row ${id}`,
  }));
  const list = { manifest: relation, clips };
  const [first] = clips;
  if (first && clips.every(({ file }) => "problem" in file)) throw missingError(list, first);
  return listEntries(list).sort((a, b) => a.id < b.id ? -1 : 1); // a table has no order
}
