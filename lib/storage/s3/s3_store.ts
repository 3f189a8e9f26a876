import {
  DeleteObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { ReadOptions, Store, StoredFile } from "../store.ts";
import { checkStorePath } from "../store_path.ts";
import { writeAtomically } from "../write_atomically.ts";
import { fileContent, memoryContent } from "./object_content.ts";
import { headObject, type ObjectContent, type ObjectPlace, putObject } from "./put_object.ts";
import { readObject } from "./read_object.ts";
import { s3Client } from "./s3_client.ts";
import { s3Error } from "./s3_error.ts";

/** How long a request is tried again: a server's restart takes some ten seconds. */
export const PATIENCE_MS = 30_000;

/**
 * Opens a prefix of a bucket as a folder, on the server and with the keys that the environment names.
 *
 * @param uri `s3://bucket` or `s3://bucket/folder`; its letters are taken as they are, `%` too.
 * @throws {TypeError} if it is no such URI.
 * @throws {Error} if keys are missing from the environment.
 */
export function openS3Store(uri: string, patienceMs = PATIENCE_MS): Store {
  const [, bucket, folder] = /^s3:\/\/([a-z0-9][a-z0-9._-]{1,62})(?:\/([^?#]*))?$/i.exec(uri) ?? [];
  if (bucket === undefined) {
    throw new TypeError(
      `Cannot use ${
        JSON.stringify(uri)
      }: wanted s3://bucket/folder without "?" and "#", the bucket's name ` +
        'of at least 2 letters, digits, ".", "-" and "_"',
    );
  }
  const prefix = (folder ?? "").replace(/\/$/, "");
  if (prefix !== "") checkStorePath(prefix);
  return new S3Store(s3Client(patienceMs), bucket, prefix);
}

class S3Store implements Store {
  readonly name: string;
  readonly #client: S3Client;
  readonly #bucket: string;
  /** In front of each path: empty, or with a slash at its end. */
  readonly #root: string;

  constructor(client: S3Client, bucket: string, prefix: string) {
    this.name = `s3://${bucket}${prefix === "" ? "" : `/${prefix}`}`;
    this.#client = client;
    this.#bucket = bucket;
    this.#root = prefix === "" ? "" : `${prefix}/`;
  }

  async *list(folder?: string): AsyncIterable<StoredFile> {
    if (folder !== undefined) checkStorePath(folder);
    const prefix = folder === undefined ? this.#root : `${this.#root}${folder}/`;
    let page: ListObjectsV2CommandOutput | undefined;
    do {
      const next = page?.NextContinuationToken;
      page = await this.#try("list", prefix, () => this.#listPage(prefix, next));
      if (next !== undefined && page.NextContinuationToken === next) {
        throw this.#error("list", prefix, "the server sends the same part again and again");
      }
      for (const { Key = "", Size, ETag = "" } of page.Contents ?? []) {
        if (Key.endsWith("/")) continue; // stands for a folder, in consoles
        yield { path: this.#pathOf(Key, prefix), bytes: Size, version: ETag };
      }
    } while (page.NextContinuationToken);
  }

  async stat(path: string): Promise<StoredFile | undefined> {
    const place = this.#place(path);
    const object = await this.#try("look for", place.Key, async () => {
      const found = await headObject(this.#client, place);
      // The answer to HEAD cannot say that it is the bucket that is missing.
      if (!found) await this.#listPage(place.Key);
      return found;
    });
    return object && storedFile(path, object);
  }

  read(path: string, { version }: ReadOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path, version));
  }

  async download(path: string, localPath: string): Promise<void> {
    await writeAtomically(localPath, this.read(path));
  }

  async write(path: string, content: Uint8Array<ArrayBuffer> | string): Promise<StoredFile> {
    return storedFile(path, await this.#put(path, memoryContent(content)));
  }

  async upload(localPath: string, path: string): Promise<void> {
    await this.#put(path, await fileContent(localPath));
  }

  async remove(path: string): Promise<void> {
    const place = this.#place(path);
    await this.#try("remove", place.Key, () => this.#client.send(new DeleteObjectCommand(place)));
  }

  async *#chunks(
    path: string,
    version: string | undefined,
  ): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const place = this.#place(path);
    try {
      yield* readObject(this.#client, place, version);
    } catch (cause) {
      throw this.#error("read", place.Key, cause);
    }
  }

  async #put(path: string, content: ObjectContent): Promise<HeadObjectCommandOutput> {
    const place = this.#place(path);
    return await this.#try("write", place.Key, () => putObject(this.#client, place, content));
  }

  #listPage(prefix: string, continuation?: string): Promise<ListObjectsV2CommandOutput> {
    return this.#client.send(
      new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: prefix,
        ...(continuation && { ContinuationToken: continuation }),
      }),
    );
  }

  /** The path of a listed object, which a server may call as it likes. */
  #pathOf(key: string, prefix: string): string {
    if (!key.startsWith(prefix)) {
      throw this.#error(
        "list",
        prefix,
        `the server lists ${JSON.stringify(key)}, which is elsewhere`,
      );
    }
    const path = key.slice(this.#root.length);
    try {
      checkStorePath(path);
    } catch (cause) {
      throw this.#error("list", prefix, cause);
    }
    return path;
  }

  #place(path: string): ObjectPlace {
    checkStorePath(path);
    return { Bucket: this.#bucket, Key: this.#root + path };
  }

  async #try<Result>(verb: string, key: string, request: () => Promise<Result>): Promise<Result> {
    try {
      return await request();
    } catch (cause) {
      throw this.#error(verb, key, cause);
    }
  }

  #error(verb: string, key: string, cause: unknown): Error {
    return s3Error(`${verb} s3://${this.#bucket}/${key}`, cause);
  }
}

function storedFile(
  path: string,
  { ContentLength, ETag = "" }: HeadObjectCommandOutput,
): StoredFile {
  return { path, bytes: ContentLength, version: ETag };
}
