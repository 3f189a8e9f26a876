import pRetry from "p-retry";
import { chunksInTime } from "../chunks_in_time.ts";
import { CHANGED } from "../file_changed.ts";
import { overConnections } from "../over_connections.ts";
import { redactUri } from "../redact_uri.ts";
import { STALL_MS, StallTimer } from "../stall_timer.ts";
import type { ReadOptions, Store, StoredFile } from "../store.ts";
import { checkStorePath } from "../store_path.ts";
import { writeAtomically } from "../write_atomically.ts";
import { completeFile } from "./download.ts";
import { isTrusted, PARTIAL_CONTENT, requestFile, statusOf } from "./web_request.ts";

/** Five attempts in 15 s: a server's restart takes some ten. */
const RETRY_DELAY_MS = 1_000;

/**
 * Opens a web address as a folder that can be read. A query, such as a signature, goes with each request.
 *
 * Plain `http:` is taken from this machine only, see `isTrusted()`.
 *
 * @throws {TypeError} if it is no such address.
 */
export function openWebStore(uri: string, retryDelayMs = RETRY_DELAY_MS): Store {
  const url = URL.parse(uri);
  if (!url || !isTrusted(url) || uri.includes("#")) {
    throw new TypeError(
      `Cannot use ${
        JSON.stringify(redactUri(uri))
      }: wanted https:, or http: on this machine, without "#"`,
    );
  }
  const [path = ""] = uri.replace(/^https?:\/\/[^/?]*\/?/i, "").split("?");
  if (path !== "") checkStorePath(path.replace(/\/$/, ""));
  return new WebStore(url, retryDelayMs);
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

class WebStore implements Store {
  readonly name: string;
  readonly #url: URL;
  readonly #retryDelayMs: number;

  constructor(url: URL, retryDelayMs: number) {
    this.name = redactUri(url.href).replace(/\/$/, "");
    this.#url = url;
    this.#retryDelayMs = retryDelayMs;
  }

  // deno-lint-ignore require-yield
  async *list(folder?: string): AsyncIterable<StoredFile> {
    throw new Error(
      `Cannot find files in ${this.name}/${
        folder ?? ""
      }: it is no file, and web servers list none. Name a file`,
    );
  }

  /** Asks for the file itself, and stops at its start: signed addresses permit nothing else. */
  async stat(path: string): Promise<StoredFile | undefined> {
    try {
      const { headers, body } = await this.#request(path);
      await body?.cancel();
      return { path, bytes: lengthOf(headers), version: versionOf(headers) };
    } catch (cause) {
      if (statusOf(cause) === 404) return undefined;
      throw this.#error("look for", path, cause);
    }
  }

  read(path: string, { version }: ReadOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#chunks(path, version));
  }

  async download(path: string, localPath: string): Promise<void> {
    const url = this.#urlOf(path);
    await writeAtomically(
      localPath,
      (temporaryPath) => completeFile(url, temporaryPath, { retryDelayMs: this.#retryDelayMs }),
    );
  }

  write(path: string): Promise<never> {
    return Promise.reject(this.#readOnly("write", path));
  }

  upload(_localPath: string, path: string): Promise<void> {
    return Promise.reject(this.#readOnly("write", path));
  }

  remove(path: string): Promise<void> {
    return Promise.reject(this.#readOnly("remove", path));
  }

  async *#chunks(
    path: string,
    version: string | undefined,
  ): AsyncIterable<Uint8Array<ArrayBuffer>> {
    try {
      const first = await this.#request(path);
      if (version && versionOf(first.headers) !== version) {
        await first.body?.cancel();
        throw new Error(CHANGED);
      }
      const total = lengthOf(first.headers);
      if (total === undefined) yield* chunksInTime(bodyOf(first), STALL_MS);
      else {
        const found = versionOf(first.headers);
        yield* overConnections(total, bodyOf(first), (start) => this.#rest(path, start, found));
      }
    } catch (cause) {
      throw this.#error("read", path, cause);
    }
  }

  /** A file from byte `start` on; nobody could tell whether it is the same where it has no version. */
  async #rest(path: string, start: number, version: string): Promise<Bytes> {
    if (version === "") throw new Error(`the connection ended after ${start} bytes`);
    const response = await this.#request(path, start);
    if (versionOf(response.headers) !== version) {
      await response.body?.cancel();
      throw new Error(CHANGED);
    }
    if (response.status === PARTIAL_CONTENT) return bodyOf(response);
    return ReadableStream.from(withoutFirst(start, bodyOf(response))); // the server knows no ranges
  }

  async #request(path: string, start = 0): Promise<Response> {
    const url = this.#urlOf(path);
    return await pRetry(async () => {
      using stall = new StallTimer(STALL_MS);
      return await requestFile(url, start, stall.signal);
    }, { retries: 4, minTimeout: this.#retryDelayMs, factor: 2 });
  }

  #urlOf(path: string): string {
    checkStorePath(path);
    const url = new URL(this.#url);
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    url.pathname = `${url.pathname.replace(/\/$/, "")}/${encoded}`;
    return url.href;
  }

  #readOnly(verb: string, path: string): Error {
    return new Error(
      `Cannot ${verb} ${this.name}/${path}: web addresses are read only. Give a folder or an s3:// URI`,
    );
  }

  #error(verb: string, path: string, cause: unknown): Error {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new Error(`Cannot ${verb} ${this.name}/${path}: ${reason}`, { cause });
  }
}

/** What the server has the file's version by, strong or weak; empty where it tells none. */
function versionOf(headers: Headers): string {
  return headers.get("etag") ?? headers.get("last-modified") ?? "";
}

function lengthOf(headers: Headers): number | undefined {
  const bytes = headers.get("content-length");
  return bytes === null ? undefined : Number(bytes);
}

async function* withoutFirst(bytes: number, body: Bytes): AsyncIterable<Uint8Array<ArrayBuffer>> {
  let left = bytes;
  for await (const chunk of body) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

function bodyOf({ body }: Response): Bytes {
  return body ?? ReadableStream.from([]);
}
