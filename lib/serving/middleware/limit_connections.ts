import type { MiddlewareHandler } from "hono";
import type { ServingEnv } from "../exchange.ts";
import type { Connections } from "../limits/connections.ts";
import { isAnsweredAtAnyLoad } from "./free_paths.ts";

/** Refuses requests beyond the number that may be open, except for probes and metrics. */
export function limitConnections(connections: Connections): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    if (isAnsweredAtAnyLoad(c.req.path)) return await next();
    using _place = connections.enter();
    await next();
  };
}
