import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { ServingEnv } from "../exchange.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** Counts requests by route and status, and how long they took. */
export function countRequests(metrics: Metrics): MiddlewareHandler<ServingEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const labels = { method: methodOf(c.req.method), route: routeOf(c) };
    metrics.requests.inc({ ...labels, code: String(c.res.status) });
    metrics.requestSeconds.observe(labels, (performance.now() - startedMs) / 1000);
    const { clips } = c.get("exchange");
    if (clips > 0) metrics.clips.observe(clips);
  };
}

/** The pattern that a request matched: of addresses there would be no end. */
export function routeOf(c: Context): string {
  const path = matchedRoutes(c).findLast(({ path }) => !path.endsWith("*"))?.path ?? "none";
  return path.replace("{[^/]+:predict}", ":predict"); // a pattern only for the router's sake
}

/** A client may call its method what it likes. */
export function methodOf(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"].includes(method)
    ? method
    : "other";
}
