import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { ServingEnv } from "../exchange.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import type { Serving } from "../serving.ts";

const route = createRoute({
  method: "get",
  path: "/metrics",
  tags: ["metrics"],
  responses: {
    200: {
      description: "What the server counts, in Prometheus' text format",
      content: { "text/plain": { schema: z.string() } },
    },
    ...problemAnswers(401),
  },
});

/** For Prometheus. */
export function metricsRoutes({ metrics: { registry } }: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  return routes.openapi(
    route,
    async (c) => c.text(await registry.metrics(), 200, { "content-type": registry.contentType }),
  );
}
