import { type Answer, serveWorker } from "./serve_worker.ts";

/** Stands in for the real workers in worker_pool_test.ts: multiplies, throws or crashes on demand. */
export type TestRequest =
  | { multiply: number }
  | { fill: Float32Array }
  | { fail: string }
  | { crash: true }
  /** Keeps the thread busy so many milliseconds, as native code does. */
  | { block: number };

/** `closing` is a file to write when the worker is told to close. */
export interface TestInit {
  factor: number;
  refuse?: boolean;
  closing?: string;
}

serveWorker<TestInit, TestRequest, number>(({ factor, refuse, closing }) => {
  if (refuse) return Promise.reject(new TypeError("refused to open"));
  const answer = (request: TestRequest): Promise<Answer<number>> => {
    if ("multiply" in request) return Promise.resolve({ response: request.multiply * factor });
    if ("fill" in request) return Promise.resolve({ response: request.fill.length });
    if ("fail" in request) return Promise.reject(new RangeError(request.fail));
    if ("block" in request) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, request.block);
      return Promise.resolve({ response: request.block });
    }
    if ("crash" in request) {
      setTimeout(() => {
        throw new Error("boom");
      }, 0);
    }
    return new Promise(() => {});
  };
  return Promise.resolve({
    answer,
    close: async () => {
      if (closing) await Deno.writeTextFile(closing, "closed");
    },
  });
});
