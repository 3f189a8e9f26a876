import { serveWorker } from "./serve_worker.ts";

/** Stands in for the real workers in worker_pool_test.ts: multiplies, throws or crashes on demand. */
export type TestRequest =
  | { multiply: number }
  | { fill: Float32Array }
  | { fail: string }
  | { crash: true }
  | { hang: true };

serveWorker<{ factor: number; refuse?: boolean }, TestRequest, number>(({ factor, refuse }) => {
  if (refuse) return Promise.reject(new TypeError("refused to open"));
  return Promise.resolve((request) => {
    if ("multiply" in request) return Promise.resolve({ response: request.multiply * factor });
    if ("fill" in request) return Promise.resolve({ response: request.fill.length });
    if ("fail" in request) return Promise.reject(new RangeError(request.fail));
    if ("crash" in request) {
      setTimeout(() => {
        throw new Error("boom");
      }, 0);
    }
    return new Promise(() => {});
  });
});
