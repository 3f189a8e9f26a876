import { trace } from "@opentelemetry/api";
import type { Context, Next } from "hono";
import type { ServingEnv } from "../exchange.ts";
import { methodOf, routeOf } from "./count_requests.ts";

/** Tells of the request in the span that Deno has opened for it, where it runs with OTEL_DENO=true. */
export async function traceRequests(c: Context<ServingEnv>, next: Next): Promise<void> {
  const span = trace.getActiveSpan();
  await next();
  if (!span?.isRecording()) return;
  const { clips, model } = c.get("exchange");
  span.updateName(`${methodOf(c.req.method)} ${routeOf(c)}`);
  span.setAttributes({ "http.route": routeOf(c), "request.id": c.get("requestId"), clips });
  if (model) {
    const { name, version, digest } = model;
    span.setAttributes({ "model.name": name, "model.digest": digest });
    if (version !== null) span.setAttribute("model.version", version);
  }
}
