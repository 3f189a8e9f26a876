import { WorkerPool } from "../workers/worker_pool.ts";
import { BODY_PARSERS, type BodyFormat } from "./bodies/body_parsers.ts";
import type { BodyRequest } from "./bodies/body_worker.ts";
import type { ParsedBody } from "./bodies/parsed_body.ts";
import { unlessAborted } from "./deadline.ts";
import type { Exchange } from "./exchange.ts";
import type { Limits } from "./limits.ts";
import { Problem } from "./problem.ts";
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
  readonly #pool: BodyPool;
  #heldBytes = 0;

  private constructor(limits: Limits, pool: BodyPool) {
    this.#limits = limits;
    this.#pool = pool;
  }

  static async open(limits: Limits): Promise<BodyReader> {
    const module = new URL("./bodies/body_worker.ts", import.meta.url);
    return new BodyReader(limits, await WorkerPool.open(module, { init: null, workers: 1 }));
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
    const { maxBodyBytes, maxHeldBytes } = this.#limits;
    return readBody(request, {
      maxBytes: maxBodyBytes,
      signal: exchange.signal,
      onBytes: (bytes) => {
        if (this.#heldBytes + bytes > maxHeldBytes) {
          throw new Problem(
            503,
            "The memory for requests is used up. Try again later",
            { "retry-after": "1" },
          );
        }
        exchange.bodyBytes += bytes;
        this.#heldBytes += bytes;
      },
    });
  }

  /** What an exchange has received is in memory no longer. */
  release(exchange: Exchange): void {
    this.#heldBytes -= exchange.bodyBytes;
    exchange.bodyBytes = 0;
  }

  /**
   * Parses a body; its bytes cannot be used afterwards.
   *
   * @throws {Problem} 400 if it has not the form that is wanted.
   */
  async parse(
    format: BodyFormat,
    bytes: Uint8Array<ArrayBuffer>,
    { contentType = "", signal }: { contentType?: string; signal: AbortSignal },
  ): Promise<ParsedBody> {
    try {
      if (bytes.length <= SMALL_BYTES) return await BODY_PARSERS[format](bytes, contentType);
      const request = { format, bytes, contentType };
      return await unlessAborted(this.#pool.run(request, [bytes.buffer]), signal);
    } catch (cause) {
      const isBad = cause instanceof Error && cause.name === "BodyError";
      throw isBad ? new Problem(400, cause.message) : cause;
    }
  }

  [Symbol.dispose](): void {
    this.#pool.close();
  }
}
