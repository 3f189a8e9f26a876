/// <reference lib="deno.worker" />
import type { FromWorker, ToWorker } from "./messages.ts";

/** An answer with buffers to hand over instead of copying them. */
export interface Answer<Response> {
  response: Response;
  transfer?: Transferable[];
}

/** An opened worker. */
export interface WorkerBody<Request, Response> {
  answer(request: Request): Promise<Answer<Response>>;
  /** Frees what ending the worker does not free by itself, such as native memory. */
  close?(): Promise<void>;
}

/**
 * The inside of a worker: opens once, then answers one request at a time.
 *
 * Call it at the top of a worker's module. Whatever `open` or `answer` throws goes back to the caller as
 * an error; the worker stays up.
 *
 * @param open Called with the `init` that was given to `WorkerPool.open()`.
 */
export function serveWorker<Init, Request, Response>(
  open: (init: Init) => Promise<WorkerBody<Request, Response>>,
): void {
  let body: WorkerBody<Request, Response> | undefined;
  const post = (message: FromWorker<Response>, transfer: Transferable[] = []) =>
    self.postMessage(message, transfer);

  const handle = async (data: ToWorker<Init, Request>) => {
    try {
      if ("close" in data) {
        await body?.close?.().finally(() => post({ closed: true }));
      } else if ("init" in data) {
        body = await open(data.init);
        post({ ready: true, mustClose: body.close !== undefined });
      } else {
        if (body === undefined) throw new Error("Cannot answer a request before init");
        const { response, transfer } = await body.answer(data.request);
        post({ response }, transfer);
      }
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      post({ error: { name: error.name, message: error.message } });
    }
  };
  // One after the other: a worker is not closed under a request that it still works on.
  let last = Promise.resolve();
  self.onmessage = ({ data }: MessageEvent<ToWorker<Init, Request>>) => {
    last = last.then(() => handle(data));
  };
}
