import { join } from "node:path";
import { z } from "zod";
import { DiskLog } from "../dataset/creation/disk_log.ts";
import type { LineLog } from "../dataset/creation/line_log.ts";
import { PartLog } from "../dataset/creation/part_log.ts";
import { tryParseJson } from "../storage/try_parse_json.ts";
import { type JournalKey, journalPath } from "./journal_files.ts";
import { countLines, journalLines } from "./journal_lines.ts";
import { partNames } from "./journal_parts.ts";
import type { OutPlace } from "./out_place.ts";
import type { Outcome } from "./predict_each.ts";

const ClassScore = z.object({ label: z.string(), score: z.number() });

const Line = z.union([
  z.object({
    prediction: z.object({
      file: z.string(),
      durationSeconds: z.number(),
      top: z.array(ClassScore),
      frames: z.array(z.object({
        startMs: z.number(),
        endMs: z.number(),
        scores: z.record(z.string(), z.number()),
      })),
    }),
  }),
  z.object({ problem: z.string() }),
]);

/**
 * Beside a file of predictions that is not whole yet: what has come of each of its inputs so far, in their order,
 * so that a run that was killed goes on where it was, in a bucket on another machine too.
 *
 * On disk it is one file, held by one process at a time. A bucket's files cannot be added to: there it is a
 * folder, with a new file every few seconds, and nobody holds it. Two processes that are at the same work both do
 * all of it, and neither harms the other's.
 */
export class BatchJournal implements AsyncDisposable {
  readonly #place: OutPlace;
  readonly #key: JournalKey;
  readonly #log: LineLog;
  #done: number;

  private constructor(place: OutPlace, key: JournalKey, log: LineLog, done: number) {
    this.#place = place;
    this.#key = key;
    this.#log = log;
    this.#done = done;
  }

  /**
   * Opens a journal of a result, or starts one.
   *
   * @throws {Error} if another process is making the same.
   */
  static async open(place: OutPlace, key: JournalKey): Promise<BatchJournal> {
    const { store, folder, out } = place;
    const path = journalPath(place, key);
    if (folder === undefined) {
      const done = await countLines(place, path);
      return new BatchJournal(place, key, new PartLog(store, path, partNames(done)), done);
    }
    const log = await DiskLog.open(join(folder, path));
    if (!log) throw new Error(`Cannot write ${out}: another process is writing it`);
    return new BatchJournal(place, key, log, await countLines(place, path));
  }

  /** Of how many inputs it is known what came. */
  get done(): number {
    return this.#done;
  }

  async add(outcome: Outcome): Promise<void> {
    await this.#log.add(JSON.stringify(outcome));
    this.#done++;
  }

  /** Returns once others will read all that was added. */
  async flush(): Promise<void> {
    await this.#log.flush();
  }

  /** What has come so far. */
  outcomes(): AsyncIterable<Outcome> {
    return readOutcomes(this.#place, this.#key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log[Symbol.asyncDispose]();
  }
}

/** What a journal says, which others may be writing. */
export async function* readOutcomes(place: OutPlace, key: JournalKey): AsyncIterable<Outcome> {
  const path = journalPath(place, key);
  for await (const line of journalLines(place, path)) {
    const { success, data } = Line.safeParse(tryParseJson(line));
    if (success) yield data;
    else {
      throw new Error(
        `Cannot go on from ${place.store.name}/${path}: it is damaged. Remove it, and give the command again`,
      );
    }
  }
}

/** How many outcomes a journal holds. */
export async function countOutcomes(place: OutPlace, key: JournalKey): Promise<number> {
  return await countLines(place, journalPath(place, key));
}
