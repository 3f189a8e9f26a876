import { cpuQuota } from "./cpu_quota.ts";
import { awaitEnd, onEndWorkers } from "./end_workers.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** An error that was thrown inside a worker; `name` is the original's, so that callers can tell kinds apart. */
export class WorkerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** How a pool is opened. */
export interface WorkerPoolOptions<Init> {
  /** Sent to each worker once, before its first request. */
  init: Init;
  /** How many workers; by default {@linkcode cpuQuota}. */
  workers?: number;
}

interface Job<Request, Response> {
  request: Request;
  transfer: Transferable[];
  resolve: (response: Response) => void;
  reject: (error: Error) => void;
}

/**
 * Workers of one kind that share a queue: the first that is free takes the next request.
 *
 * onnxruntime-node's `run()` is a synchronous native call that blocks its event loop, and training in
 * typed arrays does too, so both live here. A worker that crashes fails the one request that it had;
 * a new worker takes its place. A worker's module calls `serveWorker()`.
 *
 * @example
 * ```ts ignore
 * using pool = await WorkerPool.open<Init, Request, Response>(
 *   new URL("./double_worker.ts", import.meta.url),
 *   { init: { factor: 2 } },
 * );
 * const answer = await pool.run({ value: 21 });
 * ```
 */
export class WorkerPool<Init, Request, Response> implements Disposable {
  readonly #module: URL;
  readonly #init: Init;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #queue: Job<Request, Response>[] = [];
  readonly #running = new Map<Worker, Job<Request, Response>>();
  /** Workers that may not be ended without being told before. */
  readonly #mustClose = new WeakSet<Worker>();
  readonly #forget = onEndWorkers(() => this.close());
  #closed = false;

  private constructor(module: URL, init: Init) {
    this.#module = module;
    this.#init = init;
  }

  /**
   * Starts the workers and waits until each has opened.
   *
   * @throws {RangeError} if there were to be no workers: nothing would ever be answered.
   * @throws {WorkerError} if a worker cannot open; none is left running then.
   */
  static async open<Init, Request, Response>(
    module: URL,
    { init, workers = cpuQuota() }: WorkerPoolOptions<Init>,
  ): Promise<WorkerPool<Init, Request, Response>> {
    if (!(Number.isInteger(workers) && workers >= 1)) {
      throw new RangeError(
        `Cannot open a pool of ${workers} workers: wanted a whole number from 1`,
      );
    }
    const pool = new WorkerPool<Init, Request, Response>(module, init);
    const started = await Promise.allSettled(
      Array.from({ length: workers }, () => pool.#startWorker()),
    );
    const failed = started.find((result) => result.status === "rejected");
    if (failed) {
      pool.close();
      throw failed.reason;
    }
    return pool;
  }

  /** How many workers are up. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * Runs a request on the first free worker.
   *
   * @param transfer Buffers of the request to hand over instead of copying them; unusable afterwards.
   * @throws {WorkerError} if the worker throws or crashes, or the pool is or gets closed.
   */
  run(request: Request, transfer: Transferable[] = []): Promise<Response> {
    if (this.#closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      this.#queue.push({ request, transfer, resolve, reject });
      this.#dispatch();
    });
  }

  /**
   * Ends every worker; what waits or runs is rejected. A worker inside of native code ends once it has come
   * out of it, see {@linkcode endWorkers}.
   */
  close(): void {
    this.#closed = true;
    this.#forget();
    for (const worker of this.#all) {
      if (this.#mustClose.has(worker)) awaitEnd(closeWorker(worker));
      else worker.terminate();
    }
    for (const job of [...this.#running.values(), ...this.#queue]) job.reject(closedError());
    this.#all.clear();
    this.#running.clear();
    this.#queue.length = 0;
    this.#idle.length = 0;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #startWorker(): Promise<void> {
    const worker = new Worker(this.#module, { type: "module" });
    this.#all.add(worker);
    return new Promise((resolve, reject) => {
      const fail = (error: WorkerError) => {
        this.#all.delete(worker);
        worker.terminate();
        reject(error);
      };
      worker.onmessage = ({ data }: MessageEvent<FromWorker<Response>>) => {
        if ("error" in data) return fail(new WorkerError(data.error.name, data.error.message));
        if ("ready" in data && data.mustClose) this.#mustClose.add(worker);
        worker.onmessage = (event: MessageEvent<FromWorker<Response>>) =>
          this.#settle(worker, event.data);
        worker.onerror = (event) => {
          event.preventDefault();
          this.#replace(worker, crashError(event));
        };
        resolve();
        this.#release(worker);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(crashError(event));
      };
      const message: ToWorker<Init, Request> = { init: this.#init };
      worker.postMessage(message);
    });
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && this.#idle.length > 0) {
      const worker = this.#idle.pop();
      const job = this.#queue.shift();
      if (!worker || !job) return;
      this.#running.set(worker, job);
      const message: ToWorker<Init, Request> = { request: job.request };
      try {
        worker.postMessage(message, job.transfer);
      } catch (cause) { // the request cannot be cloned: the worker never saw it
        this.#running.delete(worker);
        this.#idle.push(worker);
        job.reject(cause instanceof Error ? cause : new Error(String(cause)));
      }
    }
  }

  #settle(worker: Worker, message: FromWorker<Response>): void {
    const job = this.#running.get(worker);
    this.#running.delete(worker);
    if ("response" in message) job?.resolve(message.response);
    else if ("error" in message) {
      job?.reject(new WorkerError(message.error.name, message.error.message));
    }
    this.#release(worker);
  }

  #release(worker: Worker): void {
    if (this.#closed) return;
    this.#idle.push(worker);
    this.#dispatch();
  }

  /** A crashed worker's job fails; a fresh worker takes its place, or, where none starts, the queue fails. */
  #replace(worker: Worker, error: WorkerError): void {
    this.#all.delete(worker);
    worker.terminate();
    const idleAt = this.#idle.indexOf(worker);
    if (idleAt >= 0) this.#idle.splice(idleAt, 1);
    this.#running.get(worker)?.reject(error);
    this.#running.delete(worker);
    if (this.#closed) return;
    this.#startWorker().catch((cause: WorkerError) => {
      if (this.#all.size > 0) return;
      for (const job of this.#queue.splice(0)) job.reject(cause);
      this.#closed = true;
    });
  }
}

/** Lets a worker finish what it is at and free what it holds, then ends it. */
function closeWorker(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      worker.terminate();
      resolve();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker<unknown>>) => {
      if ("closed" in data) end();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end();
    };
    const close: ToWorker<never, never> = { close: true };
    worker.postMessage(close);
  });
}

function closedError(): WorkerError {
  return new WorkerError("PoolClosed", "Cannot run on a closed worker pool");
}

function crashError(event: ErrorEvent): WorkerError {
  return new WorkerError("WorkerCrash", `A worker crashed: ${event.message}`);
}
