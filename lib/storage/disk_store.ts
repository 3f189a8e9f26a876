import { dirname, join } from "node:path";
import { CHANGED } from "./file_changed.ts";
import { insideFolder, isMissing } from "./inside_folder.ts";
import type { ReadOptions, Store, StoredFile } from "./store.ts";
import { checkStorePath } from "./store_path.ts";
import { walkFiles } from "./walk_files.ts";
import { writeAtomically } from "./write_atomically.ts";

/** A file of up to this size is read whole: in pieces, each costs as much as the reading of it. */
const WHOLE_BYTES = 1 << 22;

/** Files in a folder of this machine, which need not be there before the first is written. */
export class DiskStore implements Store {
  readonly name: string;
  /** Folders that lie in it wherever links lead: asked about once, as a dataset has many files in few folders. */
  readonly #inside = new Set<string>();

  /** @param folder Its path. */
  constructor(folder: string) {
    this.name = folder;
  }

  async *list(folder?: string): AsyncIterable<StoredFile> {
    const start = folder === undefined ? this.name : await insideFolder(this.name, folder);
    for await (const path of walkFiles(start)) {
      const file = await this.stat(folder === undefined ? path : `${folder}/${path}`);
      if (file) yield file;
    }
  }

  async stat(path: string): Promise<StoredFile | undefined> {
    const info = await this.#find(path).catch(undefinedIfMissing);
    return info?.isFile ? { path, bytes: info.size, version: versionOf(info) } : undefined;
  }

  read(path: string, { version }: ReadOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path, version));
  }

  async download(path: string, localPath: string): Promise<void> {
    await this.#find(path);
    await copy(join(this.name, path), localPath);
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
    const place = join(this.name, path);
    const info = await this.#find(path);
    if (version) requireVersion(place, info, version);
    using file = await Deno.open(place);
    if (info.size > WHOLE_BYTES) yield* file.readable;
    else yield await readWhole(file, info.size);
    if (version) requireVersion(place, await Deno.stat(place), version);
  }

  /** What is at a path. A link is followed only within the folder. */
  async #find(path: string): Promise<Deno.FileInfo> {
    const info = await Deno.lstat(await this.#place(path));
    return info.isSymlink ? await Deno.stat(await insideFolder(this.name, path)) : info;
  }

  /** The place of a path, which may be a link. */
  async #place(path: string): Promise<string> {
    checkStorePath(path);
    const folder = dirname(path);
    if (folder !== "." && !this.#inside.has(folder)) {
      await insideFolder(this.name, folder);
      this.#inside.add(folder);
    }
    return join(this.name, path);
  }
}

async function copy(from: string, to: string): Promise<void> {
  await writeAtomically(to, (temporary) => Deno.copyFile(from, temporary));
}

function versionOf({ size, mtime }: Deno.FileInfo): string {
  return `${size}-${mtime?.getTime() ?? 0}`;
}

/** A file that is cut short meanwhile gives what there was. */
async function readWhole(file: Deno.FsFile, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const read = await file.read(bytes.subarray(length));
    if (read === null) return bytes.slice(0, length);
    length += read;
  }
  return bytes;
}

function requireVersion(path: string, info: Deno.FileInfo, version: string): void {
  if (versionOf(info) !== version) {
    throw new Error(`Cannot read ${path}: ${CHANGED}`);
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
