import { CHANGED } from "./file_changed.ts";
import { insideFolder, isMissing } from "./inside_folder.ts";
import type { ReadOptions, Store, StoredFile } from "./store.ts";
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
    return info?.isFile ? { path, bytes: info.size, version: versionOf(info) } : undefined;
  }

  read(path: string, { version }: ReadOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path, version));
  }

  async download(path: string, localPath: string): Promise<void> {
    await copy(await this.#place(path), localPath);
  }

  async write(path: string, content: Uint8Array<ArrayBuffer> | string): Promise<StoredFile> {
    const place = await this.#place(path);
    await writeAtomically(place, content);
    const info = await Deno.stat(place);
    return { path, bytes: info.size, version: versionOf(info) };
  }

  async upload(localPath: string, path: string): Promise<void> {
    await copy(localPath, await this.#place(path));
  }

  async remove(path: string): Promise<void> {
    await Deno.remove(await this.#place(path)).catch(undefinedIfMissing);
  }

  async *#chunks(
    path: string,
    version: string | undefined,
  ): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const place = await this.#place(path);
    if (version) await requireVersion(place, version);
    const file = await Deno.open(place); // its stream closes it, read or cancelled
    yield* file.readable;
    if (version) await requireVersion(place, version);
  }

  #place(path: string): Promise<string> {
    return insideFolder(this.name, path);
  }
}

async function copy(from: string, to: string): Promise<void> {
  await writeAtomically(to, (temporary) => Deno.copyFile(from, temporary));
}

function versionOf({ size, mtime }: Deno.FileInfo): string {
  return `${size}-${mtime?.getTime() ?? 0}`;
}

async function requireVersion(path: string, version: string): Promise<void> {
  if (versionOf(await Deno.stat(path)) !== version) {
    throw new Error(`Cannot read ${path}: ${CHANGED}`);
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
