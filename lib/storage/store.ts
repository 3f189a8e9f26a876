/** A file in a {@linkcode Store}. */
export interface StoredFile {
  /** Relative to the store's root, with slashes: `model/MLmodel`. */
  path: string;
  /** Unknown where a web server does not tell. */
  bytes: number | undefined;
  /** Changes with the content: the ETag of S3 and the web; on disk, size and time of the last change. */
  version: string;
}

/** How a file is read. */
export interface ReadOptions {
  /** As {@linkcode StoredFile} tells it: no other is read. An empty one stands for any. */
  version?: string | undefined;
}

/**
 * Files under one root: a folder on disk, a prefix of an S3 bucket, or a web address. Opened by `openStore()`.
 *
 * A file is there whole or not at all, whatever interrupts its writing. What may pass (a cut connection, a
 * server that is restarting) is tried again. Paths are relative to the root and checked by
 * `checkStorePath()`, those that a server lists too: none leads out of the root.
 *
 * Errors say what was wanted, what came and what to do, and never hold a secret.
 */
export interface Store {
  /** Where it is, without any secret: for messages. */
  readonly name: string;
  /**
   * All files in a folder and those below, in no particular order; none where there is no such folder.
   *
   * @param folder Relative to the root; by default the root itself.
   */
  list(folder?: string): AsyncIterable<StoredFile>;
  /** What is known of a file; `undefined` where there is none. */
  stat(path: string): Promise<StoredFile | undefined>;
  /**
   * The file's bytes, as they come. Nothing is opened before the first is asked for. Where the file is not,
   * or no longer, of the wanted version, an error comes before the end does.
   */
  read(path: string, options?: ReadOptions): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Copies a file to this machine, to its place under `localPath` only once it is whole. */
  download(path: string, localPath: string): Promise<void>;
  /** Writes a small file; an older one is replaced. Says what is there now. */
  write(path: string, content: Uint8Array<ArrayBuffer> | string): Promise<StoredFile>;
  /** Copies a file of this machine to the store; an older one is replaced. */
  upload(localPath: string, path: string): Promise<void>;
  /** Removes a file. One that is not there is no mistake: a repeated call gives the same state. */
  remove(path: string): Promise<void>;
}
