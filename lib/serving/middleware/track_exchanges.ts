import type { MiddlewareHandler } from "hono";
import { Deadline } from "../deadline.ts";
import { newExchange, type ServingEnv } from "../exchange.ts";
import type { Serving } from "../serving.ts";

/** Gives each request its `Exchange` and its time, and takes back what it held at its end. */
export function trackExchanges(serving: Serving): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    using deadline = new Deadline({
      client: c.req.raw.signal,
      server: serving.ended,
      seconds: serving.limits.requestTimeoutSeconds,
    });
    const exchange = newExchange(deadline.signal);
    c.set("exchange", exchange);
    await next();
    serving.bodies.release(exchange);
  };
}
