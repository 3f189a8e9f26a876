import { dirname } from "node:path";
import { diskFull, isDiskFull } from "../../storage/disk_full.ts";
import type { LineLog } from "./line_log.ts";

const BLOCK_BYTES = 1 << 16;

/**
 * Lines in a file on disk, held by one process at a time: by a file lock, which ends with the process.
 */
export class DiskLog implements LineLog {
  readonly #path: string;
  readonly #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
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
          await dropCutLine(file);
          return new DiskLog(path, file);
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
    try {
      for (let at = 0; at < bytes.length;) at += await this.#file.write(bytes.subarray(at));
    } catch (error) {
      throw isDiskFull(error) ? diskFull(this.#path, error) : error;
    }
  }

  /** What the system has been given outlives the process; other machines see it where the disk has it. */
  async flush(): Promise<void> {
    await this.#file.syncData();
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

async function dropCutLine(file: Deno.FsFile): Promise<void> {
  await file.truncate(await endOfLastLine(file));
  await file.seek(0, Deno.SeekMode.End);
}

/** Looked for from the file's end: it may be larger than memory. */
async function endOfLastLine(file: Deno.FsFile): Promise<number> {
  for (let end = (await file.stat()).size; end > 0;) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const newline = (await readBlock(file, start, end)).lastIndexOf("\n".charCodeAt(0));
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}

async function readBlock(file: Deno.FsFile, start: number, end: number): Promise<Uint8Array> {
  const block = new Uint8Array(end - start);
  await file.seek(start, Deno.SeekMode.Start);
  for (let at = 0; at < block.length;) {
    const read = await file.read(block.subarray(at));
    if (read === null) break;
    at += read;
  }
  return block;
}
