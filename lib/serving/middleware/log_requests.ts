import type { MiddlewareHandler } from "hono";
import type { ServingEnv } from "../exchange.ts";
import { isFree } from "./free_paths.ts";
import type { Log, LogEntry } from "../telemetry/log.ts";
import { toProblem } from "../problems/problem.ts";
import { routeOf } from "./count_requests.ts";

/**
 * Logs each request once it is answered. Its query and headers, which may be secret, are left away, and so
 * are probes that went well, of which there are many.
 */
export function logRequests(log: Log): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const { seconds, clips, model } = c.get("exchange");
    const { status } = c.res;
    if (status === 200 && isFree(c.req.path)) return;
    log({
      level: levelOf(c.res),
      event: "request",
      id: c.get("requestId"),
      method: c.req.method,
      route: routeOf(c),
      status,
      seconds: round((performance.now() - startedMs) / 1000),
      ...(clips > 0 && {
        clips,
        queueSeconds: round(seconds.queue),
        decodeSeconds: round(seconds.decode),
        inferenceSeconds: round(seconds.inference),
      }),
      ...(model && { model: model.name, version: model.version, digest: model.digest }),
      ...(c.error && { error: reasonOf(c.error) }),
    });
  };
}

/** What passes, such as a start or a full memory, is no error: the answer says when to come back. */
function levelOf({ status, headers }: Response): LogEntry["level"] {
  if (status >= 500 && !headers.has("retry-after")) return "error";
  return status >= 400 ? "warn" : "info";
}

/** What the client is told; of a fault of the server's own, where it happened. */
function reasonOf(error: Error): string | undefined {
  const { status, message } = toProblem(error);
  return status === 500 ? error.stack : message;
}

/** To microseconds. */
function round(seconds: number): number {
  return Number(seconds.toFixed(6));
}
