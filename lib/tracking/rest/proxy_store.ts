import { dirname } from "node:path/posix";
import { z } from "zod";
import type { Store, StoredFile } from "../../storage/store.ts";
import { checkStorePath } from "../../storage/store_path.ts";
import { writeAtomically } from "../../storage/write_atomically.ts";
import { Empty } from "./mlflow_answers.ts";
import type { MlflowClient } from "./mlflow_client.ts";
import { MlflowError, MlflowUnavailable } from "./mlflow_error.ts";

const API = "mlflow-artifacts/artifacts";

/** MLflow itself says no more than "Internal Server Error". */
const ADVICE =
  "If it does answer otherwise, its log says why: the bucket or disk for its artifacts may be missing or full";

const ListAnswer = z.object({
  files: z.array(z.object({
    path: z.string(),
    is_dir: z.boolean().default(false),
    file_size: z.coerce.number().optional(),
  })).default([]),
});

/**
 * Files that a tracking server keeps for its clients (`mlflow-artifacts:`), so that these need no access to
 * the place itself. The server puts a file there once it is whole; it tells no versions.
 */
export class ProxyStore implements Store {
  readonly name: string;
  readonly #client: MlflowClient;
  readonly #root: string;

  /** @param root Path that the artifact URI names: `1/<run>/artifacts`. */
  constructor(client: MlflowClient, root: string) {
    checkStorePath(root);
    this.name = `${client.url}/${root}`;
    this.#client = client;
    this.#root = root;
  }

  async *list(folder?: string): AsyncIterable<StoredFile> {
    for (const { isFolder, ...file } of await this.#client.retry(() => this.#entries(folder))) {
      if (isFolder) yield* this.list(file.path);
      else yield file;
    }
  }

  async stat(path: string): Promise<StoredFile | undefined> {
    return await this.#client.retry(() => this.#find(path));
  }

  read(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path));
  }

  async download(path: string, localPath: string): Promise<void> {
    await this.#client.retry(() => writeAtomically(localPath, this.read(path)));
  }

  async write(path: string, content: Uint8Array<ArrayBuffer> | string): Promise<StoredFile> {
    const blob = new Blob([content]);
    await this.#send(path, () => blob.stream());
    return { path, bytes: blob.size, version: "" };
  }

  async upload(localPath: string, path: string): Promise<void> {
    await this.#send(path, async () => (await Deno.open(localPath)).readable);
  }

  async remove(path: string): Promise<void> {
    await this.#client.call("DELETE", this.#address(path), {}, Empty);
  }

  async *#chunks(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    try {
      yield* this.#client.readBytes(this.#address(path));
    } catch (error) {
      // With its files in S3, MLflow answers 500 for one that is not there.
      const isUnclear = error instanceof MlflowUnavailable && error.status === 500;
      if (!isUnclear || await this.#find(path)) throw error;
      throw new MlflowError(`Cannot read ${this.name}/${path}: there is no such file`, 404);
    }
  }

  /** As {@linkcode stat}, asked once. */
  async #find(path: string): Promise<StoredFile | undefined> {
    const folder = dirname(path);
    const entries = await this.#entries(folder === "." ? undefined : folder);
    return entries.find((entry) => !entry.isFolder && entry.path === path);
  }

  /** What a folder holds itself, asked once. */
  async #entries(folder?: string): Promise<(StoredFile & { isFolder: boolean })[]> {
    const root = folder === undefined ? this.#root : this.#place(folder);
    const { files } = await this.#client.send("GET", API, { path: root }, ListAnswer);
    return files.map((file) => {
      const path = folder === undefined ? file.path : `${folder}/${file.path}`;
      checkStorePath(path);
      return { path, bytes: file.file_size, version: "", isFolder: file.is_dir };
    });
  }

  /** Each attempt takes the content anew. */
  async #send(
    path: string,
    content: () => ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>,
  ): Promise<void> {
    const address = this.#address(path);
    try {
      await this.#client.retry(async () => await this.#client.sendBytes(address, await content()));
    } catch (error) {
      if (!(error instanceof MlflowUnavailable)) throw error;
      throw new MlflowUnavailable(`${error.message}. ${ADVICE}`);
    }
  }

  #place(path: string): string {
    checkStorePath(path);
    return `${this.#root}/${path}`;
  }

  #address(path: string): string {
    return `${API}/${this.#place(path).split("/").map(encodeURIComponent).join("/")}`;
  }
}
