import type { Store } from "../../storage/store.ts";
import type { LineLog } from "./line_log.ts";

/** So much work may have to be done again. */
const INTERVAL_MS = 3_000;

/**
 * Lines in a store whose files cannot be added to: every few seconds a new file with those that have come
 * since. Two processes that write one log do not overwrite each other's files.
 */
export class PartLog implements LineLog {
  readonly #store: Store;
  readonly #folder: string;
  readonly #writer = crypto.randomUUID().slice(0, 8);
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #nameOf: (lines: number) => string;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #hasFailed = false;

  /**
   * @param folder Of the parts, in the store.
   * @param nameOf Names the next part, of so many lines. New ones stand behind the older ones by name.
   */
  constructor(
    store: Store,
    folder: string,
    nameOf: (lines: number) => string,
    intervalMs = INTERVAL_MS,
  ) {
    this.#store = store;
    this.#folder = folder;
    this.#nameOf = nameOf;
    this.#timer = setInterval(() => void this.flush(), intervalMs);
  }

  /** @throws {Error} if an earlier part could not be written: work is not to go on that nobody will know of. */
  async add(line: string): Promise<void> {
    this.#lines.push(line);
    if (this.#hasFailed) await this.#writing;
  }

  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writePart());
    this.#writing.catch(() => this.#hasFailed = true);
    return this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.flush().catch(() => {}); // what was not kept is made again
  }

  async #writePart(): Promise<void> {
    if (this.#lines.length === 0) return;
    const lines = this.#lines;
    this.#lines = [];
    const path = `${this.#folder}/${this.#nameOf(lines.length)}-${this.#writer}.jsonl`;
    await this.#store.write(path, lines.map((line) => `${line}\n`).join(""));
  }
}
