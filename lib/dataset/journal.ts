import { join } from "node:path";
import { z } from "zod";
import { ManifestSample } from "./manifest/manifest.ts";

/** In a dataset's folder: what the dataset is made from, and a line for each clip that is stored. */
export const JOURNAL = ".journal.jsonl";

const Header = z.object({
  request: z.string(),
  standardizing: z.string().optional(), // journals once did without
});
type Header = z.output<typeof Header>;
export const StoredSample = ManifestSample.and(z.object({
  id: z.string(),
  duration: z.number(),
  sourceSha256: z.string(),
  sha256: z.string(),
}));

/** A clip that is stored, as the manifest will describe it. */
export type StoredSample = z.output<typeof StoredSample>;

/**
 * Which clips of a dataset are stored, so that work that was interrupted goes on where it was. A clip's
 * line is written after the clip; one that was cut off is dropped, and its clip made again.
 *
 * One process at a time holds the journal, by a file lock, which ends with the process.
 */
export class Journal implements Disposable {
  readonly #file: Deno.FsFile;
  /** By id. */
  readonly stored: ReadonlyMap<string, StoredSample>;

  private constructor(file: Deno.FsFile, stored: ReadonlyMap<string, StoredSample>) {
    this.#file = file;
    this.stored = stored;
  }

  /**
   * Opens a folder's journal, or starts one in an empty folder. Where its clips were standardized
   * otherwise, it starts anew too, and all of them are made again.
   *
   * @param request Names what is asked for: the clips, and how they are stored.
   * @param standardizing Names how clips come out of that here and now, see `nameStandardizing()`.
   * @throws {Error} if the folder holds other files or was begun for another request, or another process
   * is at work in it.
   */
  static async open(folder: string, request: string, standardizing: string): Promise<Journal> {
    await Deno.mkdir(folder, { recursive: true }).catch((cause) => {
      throw new Error(`Cannot write to ${folder}: it is no folder and none can be made`, { cause });
    });
    await refuseOtherFiles(folder);
    const path = join(folder, JOURNAL);
    const file = await Deno.open(path, { create: true, read: true, write: true });
    try {
      if (!await file.tryLock(true)) {
        throw new Error(`Cannot write to ${folder}: another process is making a dataset there`);
      }
      const text = await Deno.readTextFile(path);
      const lines = usableLines(text, { request, standardizing }, folder);
      await file.truncate(new TextEncoder().encode(lines).length);
      await file.seek(0, Deno.SeekMode.End);
      if (lines === "") await writeLine(file, { request, standardizing });
      return new Journal(file, readSamples(lines));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Notes a clip that is stored. */
  async add(sample: StoredSample): Promise<void> {
    await writeLine(this.#file, sample);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Hidden files and a volume's lost+found are nobody's data. */
async function refuseOtherFiles(folder: string): Promise<void> {
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  const others = names.filter((name) => !name.startsWith(".") && name !== "lost+found");
  if (others.length === 0 || names.includes(JOURNAL)) return;
  throw new Error(
    `Cannot write to ${folder}: wanted an empty or new folder, but it holds ${
      others.sort().slice(0, 3).join(", ")
    }`,
  );
}

/** The header and the clips that the work goes on from: nothing where they were standardized otherwise. */
function usableLines(text: string, wanted: Header, folder: string): string {
  const lines = text.slice(0, text.lastIndexOf("\n") + 1); // the last one may have been cut off
  if (lines === "") return "";
  const header = parseLine(Header, lines.slice(0, lines.indexOf("\n")));
  if (header?.request !== wanted.request) {
    throw new Error(
      `Cannot write to ${folder}: it holds a dataset of other clips or settings; choose a new folder`,
    );
  }
  return header.standardizing === wanted.standardizing ? lines : "";
}

function readSamples(lines: string): Map<string, StoredSample> {
  const samples = lines.split("\n").slice(1, -1).map((line) => parseLine(StoredSample, line));
  return new Map(samples.flatMap((sample) => sample ? [[sample.id, sample]] : []));
}

/** A line that is damaged (the disk was full) is as good as none: its clip is made again. */
function parseLine<Schema extends z.ZodType>(schema: Schema, line: string) {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

async function writeLine(file: Deno.FsFile, value: unknown): Promise<void> {
  const line = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  for (let at = 0; at < line.length;) at += await file.write(line.subarray(at));
}
