import { DiskLog } from "./disk_log.ts";
import { JOURNAL } from "./journal.ts";
import type { JournalRecord } from "./journal_record.ts";
import type { LineLog } from "./line_log.ts";
import { PartLog } from "./part_log.ts";
import type { Target } from "./target.ts";

/** The journal of a shard that is at work. */
export class JournalWriter implements AsyncDisposable {
  readonly #log: LineLog;

  private constructor(log: LineLog) {
    this.#log = log;
  }

  /**
   * Opens a shard's journal. On disk, one process at a time holds it.
   *
   * @throws {Error} if another process holds it.
   */
  static async open({ store, folder }: Target, name: string): Promise<JournalWriter> {
    const path = `${JOURNAL}/${name}`;
    if (folder === undefined) {
      let parts = (await Array.fromAsync(store.list(path))).length;
      const nameOf = () => String(parts++).padStart(6, "0");
      return new JournalWriter(new PartLog(store, path, nameOf));
    }
    const log = await DiskLog.open(`${folder}/${path}.jsonl`);
    if (log) return new JournalWriter(log);
    throw new Error(`Cannot write to ${folder}: another process is making a dataset there`);
  }

  async add(record: JournalRecord): Promise<void> {
    await this.#log.add(JSON.stringify(record));
  }

  /** Returns once others will read all that was added. */
  async flush(): Promise<void> {
    await this.#log.flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log[Symbol.asyncDispose]();
  }
}
