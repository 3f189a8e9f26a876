/// <reference lib="deno.worker" />
import type { FromWorker, ToWorker } from "./messages.ts";

/** An answer with buffers to hand over instead of copying them. */
export interface Answer<Response> {
  response: Response;
  transfer?: Transferable[];
}

/**
 * The inside of a worker: opens once, then answers one request at a time.
 *
 * Call it at the top of a worker's module. Whatever `open` or a request throws goes back to the
 * caller as an error; the worker stays up.
 *
 * @param open Turns the `init` given to {@linkcode WorkerPool.open} into the function that answers.
 */
export function serveWorker<Init, Request, Response>(
  open: (init: Init) => Promise<(request: Request) => Promise<Answer<Response>>>,
): void {
  let answer: Promise<(request: Request) => Promise<Answer<Response>>> | undefined;
  const post = (message: FromWorker<Response>, transfer: Transferable[] = []) =>
    self.postMessage(message, transfer);

  self.onmessage = async ({ data }: MessageEvent<ToWorker<Init, Request>>) => {
    try {
      if ("init" in data) {
        answer = open(data.init);
        await answer;
        post({ ready: true });
        return;
      }
      if (answer === undefined) throw new Error("Cannot answer a request before init");
      const { response, transfer } = await (await answer)(data.request);
      post({ response }, transfer);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      post({ error: { name: error.name, message: error.message } });
    }
  };
}
