import { WorkerPool } from "../workers/worker_pool.ts";
import { BODY_PARSERS, type BodyFormat } from "./bodies/body_parsers.ts";
import type { BodyRequest } from "./bodies/body_worker.ts";
import type { ParsedBody } from "./bodies/parsed_body.ts";
import { unlessAborted } from "./deadline.ts";
import { Problem } from "./problem.ts";

/** Up to here, a body is read faster (1 ms) than it would be handed to a worker and back. */
const SMALL_BYTES = 64 * 1024;

/**
 * Reads bodies that have to be parsed. Large ones are read in a worker: 16 MiB of JSON take a second, in which
 * this thread could not answer anyone.
 */
export class BodyReader implements Disposable {
  readonly #pool: WorkerPool<null, BodyRequest, ParsedBody>;

  private constructor(pool: WorkerPool<null, BodyRequest, ParsedBody>) {
    this.#pool = pool;
  }

  static async open(): Promise<BodyReader> {
    const module = new URL("./bodies/body_worker.ts", import.meta.url);
    return new BodyReader(await WorkerPool.open(module, { init: null, workers: 1 }));
  }

  /**
   * Reads a body; its bytes cannot be used afterwards.
   *
   * @throws {Problem} 400 if it has not the form that is wanted.
   */
  async read(
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
