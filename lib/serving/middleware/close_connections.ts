import type { MiddlewareHandler } from "hono";
import type { ServingEnv } from "../exchange.ts";

/** Once the server is told to stop, each answer ends its connection: the next request goes to another server. */
export function closeConnections(stopping: AbortSignal): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    await next();
    if (stopping.aborted) c.header("connection", "close");
  };
}
