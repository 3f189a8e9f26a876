import { dirname } from "node:path";
import pRetry, { AbortError } from "p-retry";
import type { OnProgress } from "../../cli/progress.ts";
import { checkFile, type ExpectedFile, fileSize } from "../check_file.ts";
import { diskFull, isDiskFull } from "../disk_full.ts";
import { rootMessage } from "../network_error.ts";
import { redactUri } from "../redact_uri.ts";
import { STALL_MS, StallTimer } from "../stall_timer.ts";
import { PARTIAL_CONTENT, requestFile, statusOf } from "./web_request.ts";

/** What a download must be, and how it is done. */
export interface DownloadOptions extends ExpectedFile {
  /** Told the bytes that are there and those wanted. */
  onProgress?: OnProgress;
  /** How long a connection may deliver nothing before it is tried again. */
  stallTimeoutMs?: number;
  /** How long to wait before the second of five attempts; twice as long before each further one. */
  retryDelayMs?: number;
}

const RANGE_NOT_SATISFIABLE = 416;

/**
 * Downloads a file: it is there whole and checked, or not at all. What came before an interruption waits
 * beside it as `.part`, and the next call asks for the rest only. What may pass (a cut connection, a
 * busy server) is tried again. A file that is there already and fits is kept; two processes that want
 * the same file wait for each other. Proxies are Deno's matter (HTTPS_PROXY, NO_PROXY).
 *
 * Without a known `sha256`, an interrupted download starts over, as the joint could not be checked.
 *
 * @throws {Error} if the server refuses, keeps failing, or has another file.
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions = {},
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  using lock = await Deno.open(`${path}.lock`, { create: true, write: true });
  await lock.lock(true);
  if (await checkFile(path, options) === undefined) return;
  const part = `${path}.part`;
  await completeFile(url, part, options);
  await Deno.rename(part, path);
}

/**
 * Completes a file that may be there in part, and checks it.
 *
 * @throws {Error} as {@linkcode download}; what came stays, unless it was another file.
 */
export async function completeFile(
  url: string,
  part: string,
  options: DownloadOptions,
): Promise<void> {
  try {
    await pRetry(() => completePart(url, part, options), {
      retries: 4,
      minTimeout: options.retryDelayMs ?? 300,
      factor: 2,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot download ${redactUri(url)}: ${reason}`, { cause });
  }
}

/** One attempt: fetches what the part lacks and checks the whole. */
async function completePart(url: string, part: string, options: DownloadOptions): Promise<void> {
  const start = options.sha256 === undefined ? 0 : await fileSize(part) ?? 0;
  if (start === 0 || start !== options.bytes) {
    await appendFrom(start, url, part, options).catch((cause) => {
      if (cause instanceof AbortError) throw cause;
      if (isDiskFull(cause)) throw new AbortError(diskFull(part, cause));
      // p-retry takes a TypeError for a programming mistake; fetch throws it for a cut connection too.
      throw new Error(rootMessage(cause), { cause });
    });
  }
  const size = await fileSize(part) ?? 0;
  if (options.bytes !== undefined && size < options.bytes) {
    throw new Error(`the connection ended after ${size} of ${options.bytes} bytes`);
  }
  const wrong = await checkFile(part, options);
  if (wrong === undefined) return;
  await Deno.remove(part);
  // Old bytes may be what is wrong with it, then all of it anew is right.
  throw start > 0 ? new Error(wrong) : new AbortError(wrong);
}

async function appendFrom(
  start: number,
  url: string,
  part: string,
  { bytes = Infinity, onProgress, stallTimeoutMs = STALL_MS }: DownloadOptions,
): Promise<void> {
  using stall = new StallTimer(stallTimeoutMs);
  const response = await requestFile(url, start, stall.signal).catch(async (error) => {
    if (statusOf(error) !== RANGE_NOT_SATISFIABLE) throw error;
    await Deno.remove(part);
    throw new Error(`the server cannot go on from byte ${start}`);
  });
  const append = response.status === PARTIAL_CONTENT;
  using file = await Deno.open(part, { create: true, write: true, append, truncate: !append });
  let received = append ? start : 0;
  const announced = received + Number(response.headers.get("content-length") ?? 0);
  for await (const chunk of response.body ?? []) {
    stall.touch();
    await writeAll(file, chunk);
    received += chunk.length;
    if (received > bytes) return; // it is another file: no need for the rest
    onProgress?.(received, Math.max(announced, received));
  }
}

async function writeAll(file: Deno.FsFile, chunk: Uint8Array): Promise<void> {
  let rest = chunk;
  while (rest.length > 0) rest = rest.subarray(await file.write(rest));
}
