import type { MiddlewareHandler } from "hono";
import { Deadline } from "../limits/deadline.ts";
import { newExchange, type ServingEnv } from "../exchange.ts";
import type { Serving } from "../serving.ts";
import { Timeouts } from "../limits/timeouts.ts";

/** Gives each request its `Exchange` and its time, and takes back what it held at its end. */
export function trackExchanges(serving: Serving): MiddlewareHandler<ServingEnv> {
  const times = new Timeouts(serving.limits.requestTimeoutSeconds);
  return async (c, next) => {
    using deadline = new Deadline({
      client: c.req.raw.signal,
      server: serving.ended,
      times,
    });
    const exchange = newExchange(deadline.signal);
    c.set("exchange", exchange);
    try {
      await next();
    } finally {
      serving.bodies.release(exchange);
    }
  };
}
