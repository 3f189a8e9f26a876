import { insideFolder, isMissing } from "./inside_folder.ts";
import type { Store, StoredFile } from "./store.ts";
import { walkFiles } from "./walk_files.ts";
import { writeAtomically } from "./write_atomically.ts";

/** Files in a folder of this machine, which need not be there before the first is written. */
export class DiskStore implements Store {
  readonly name: string;

  /** @param folder Its path. */
  constructor(folder: string) {
    this.name = folder;
  }

  async *list(folder?: string): AsyncIterable<StoredFile> {
    const start = folder === undefined ? this.name : await this.#place(folder);
    for await (const path of walkFiles(start)) {
      const file = await this.stat(folder === undefined ? path : `${folder}/${path}`);
      if (file) yield file;
    }
  }

  async stat(path: string): Promise<StoredFile | undefined> {
    const info = await Deno.stat(await this.#place(path)).catch(undefinedIfMissing);
    if (!info?.isFile) return undefined;
    return { path, bytes: info.size, version: `${info.size}-${info.mtime?.getTime() ?? 0}` };
  }

  read(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path));
  }

  async download(path: string, localPath: string): Promise<void> {
    await copy(await this.#place(path), localPath);
  }

  async write(path: string, content: Uint8Array<ArrayBuffer> | string): Promise<void> {
    await writeAtomically(await this.#place(path), content);
  }

  async upload(localPath: string, path: string): Promise<void> {
    await copy(localPath, await this.#place(path));
  }

  async remove(path: string): Promise<void> {
    await Deno.remove(await this.#place(path)).catch(undefinedIfMissing);
  }

  async *#chunks(path: string): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const file = await Deno.open(await this.#place(path)); // its stream closes it, read or cancelled
    yield* file.readable;
  }

  #place(path: string): Promise<string> {
    return insideFolder(this.name, path);
  }
}

async function copy(from: string, to: string): Promise<void> {
  await writeAtomically(to, (temporary) => Deno.copyFile(from, temporary));
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
