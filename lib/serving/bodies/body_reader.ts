import { WorkerPool } from "../../workers/worker_pool.ts";
import { BODY_PARSERS, type BodyFormat } from "./body_parsers.ts";
import type { BodyRequest } from "./body_worker.ts";
import type { BodyFacts, ParsedBody } from "./parsed_body.ts";
import { unlessAborted } from "../limits/deadline.ts";
import type { Exchange } from "../exchange.ts";
import type { Limits } from "../limits/limits.ts";
import { Problem } from "../problems/problem.ts";
import { readBody } from "./read_body.ts";

/** Up to here, a body is parsed faster (1 ms) than it would be handed to a worker and back. */
const SMALL_BYTES = 64 * 1024;

type BodyPool = WorkerPool<null, BodyRequest, ParsedBody>;

/**
 * Receives bodies, as many bytes at a time as memory allows, and parses them: large ones in a worker, since
 * 16 MiB of JSON take a second, in which this thread could not answer anyone.
 */
export class BodyReader implements Disposable {
  readonly #limits: Limits;
  /** Started by the first large body: a server that is sent recordings as they are needs none. */
  #pool: Promise<BodyPool> | undefined;
  #heldBytes = 0;
  #isClosed = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Bytes of all bodies that are in memory. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /**
   * Reads a request's body whole. Its bytes count as held until {@linkcode release}.
   *
   * @throws {Problem} 413 if it is too large; 400 if it breaks off; 503 where others fill the memory.
   */
  receive(request: Request, exchange: Exchange): Promise<Uint8Array<ArrayBuffer>> {
    const { maxBodyBytes } = this.#limits;
    return readBody(request, {
      maxBytes: maxBodyBytes,
      signal: exchange.signal,
      onBytes: (bytes) => this.hold(exchange, bytes),
    });
  }

  /**
   * Counts bytes of an exchange as held, before they are.
   *
   * @throws {Problem} 503 where there is no memory for them.
   */
  hold(exchange: Exchange, bytes: number): void {
    if (this.#heldBytes + bytes > this.#limits.maxHeldBytes) {
      throw new Problem(
        503,
        "The memory for requests is used up. Try again later",
        { "retry-after": "1" },
      );
    }
    exchange.bodyBytes += bytes;
    this.#heldBytes += bytes;
  }

  /** What an exchange has held, or a part of it, is in memory no longer. */
  release(exchange: Exchange, bytes = exchange.bodyBytes): void {
    this.#heldBytes -= bytes;
    exchange.bodyBytes -= bytes;
  }

  /**
   * Parses a body; its bytes cannot be used afterwards.
   *
   * @throws {Problem} 400 if it has not the form that is wanted; 413 if it holds too many clips.
   */
  async parse(
    format: BodyFormat,
    bytes: Uint8Array<ArrayBuffer>,
    { signal, contentType = "", jsonBytes }: Partial<BodyFacts> & { signal: AbortSignal },
  ): Promise<ParsedBody> {
    const facts = { contentType, jsonBytes, maxClips: this.#limits.maxClips };
    try {
      if (bytes.length <= SMALL_BYTES) return await BODY_PARSERS[format](bytes, facts);
      const request = { format, bytes, facts };
      return await unlessAborted(this.#parseInWorker(request), signal);
    } catch (cause) {
      throw bodyProblem(cause);
    }
  }

  /** A body whose client is gone still has its turn in the worker: it counts as held until then. */
  async #parseInWorker(request: BodyRequest): Promise<ParsedBody> {
    const { buffer, length } = request.bytes;
    this.#heldBytes += length;
    try {
      const pool = await this.#openPool();
      return await pool.run(request, [buffer]);
    } finally {
      this.#heldBytes -= length;
    }
  }

  #openPool(): Promise<BodyPool> {
    if (this.#isClosed) throw new Problem(503, "The server is stopping");
    const module = new URL("./body_worker.ts", import.meta.url);
    this.#pool ??= WorkerPool.open<null, BodyRequest, ParsedBody>(module, {
      init: null,
      workers: 1,
    }).catch((cause) => {
      this.#pool = undefined; // the next body tries again
      throw cause;
    });
    return this.#pool;
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#pool?.then((pool) => pool.close(), () => {});
  }
}

/** Goes by the names of errors, which are all that comes back from a worker. */
function bodyProblem(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  if (cause.name === "BodyError") return new Problem(400, cause.message);
  if (cause.name === "TooManyClips") return new Problem(413, cause.message);
  return cause;
}
