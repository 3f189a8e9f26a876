import type { MiddlewareHandler } from "hono";
import { Deadline } from "./deadline.ts";
import type { Exchange, ServingEnv } from "./exchange.ts";
import type { Serving } from "./serving.ts";

/** Gives each request its {@linkcode Exchange} and its time. */
export function trackExchanges(serving: Serving): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    using deadline = new Deadline(c.req.raw.signal, serving.limits.requestTimeoutSeconds);
    const exchange: Exchange = {
      signal: deadline.signal,
      seconds: { queue: 0, decode: 0, inference: 0 },
      clips: 0,
      model: undefined,
    };
    c.set("exchange", exchange);
    await next();
  };
}
