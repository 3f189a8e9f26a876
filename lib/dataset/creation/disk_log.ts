import { dirname } from "node:path";
import type { LineLog } from "./line_log.ts";

/**
 * Lines in a file on disk, held by one process at a time: by a file lock, which ends with the process.
 */
export class DiskLog implements LineLog {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /**
   * Opens a log, or starts one. A last line that was cut off is dropped.
   *
   * @returns Nothing where another process holds it.
   */
  static async open(path: string): Promise<DiskLog | undefined> {
    await Deno.mkdir(dirname(path), { recursive: true });
    for (;;) {
      const file = await Deno.open(path, { create: true, read: true, write: true });
      try {
        if (!await file.tryLock(true)) {
          file.close();
          return undefined;
        }
        if (await isStillAt(path, file)) {
          await dropCutLine(path, file);
          return new DiskLog(file);
        }
      } catch (error) {
        file.close();
        throw error;
      }
      file.close();
    }
  }

  async add(line: string): Promise<void> {
    const bytes = new TextEncoder().encode(`${line}\n`);
    for (let at = 0; at < bytes.length;) at += await this.#file.write(bytes.subarray(at));
  }

  /** What the system has been given outlives the process. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#file.close();
    return Promise.resolve();
  }
}

/** Another process may have removed the file after it was opened here, and before it was locked. */
async function isStillAt(path: string, file: Deno.FsFile): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => undefined);
  return there !== undefined && there.ino === (await file.stat()).ino;
}

async function dropCutLine(path: string, file: Deno.FsFile): Promise<void> {
  const bytes = await Deno.readFile(path);
  await file.truncate(bytes.lastIndexOf("\n".charCodeAt(0)) + 1);
  await file.seek(0, Deno.SeekMode.End);
}
