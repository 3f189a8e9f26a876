import type { MiddlewareHandler } from "hono";
import type { ServingEnv } from "../exchange.ts";
import type { Connections } from "../connections.ts";
import { isFree } from "../free_paths.ts";

/** Refuses requests beyond the number that may be open, except for those that ask whether the server lives. */
export function limitConnections(connections: Connections): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    if (isFree(c.req.path)) return await next();
    using _place = connections.enter();
    await next();
  };
}
