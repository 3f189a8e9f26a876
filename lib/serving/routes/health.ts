import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { ServingEnv } from "../exchange.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import type { Serving } from "../serving.ts";

const Health = z.object({ status: z.literal("ok") }).openapi("Health");

const healthAnswer = (description: string) => ({
  description,
  content: { "application/json": { schema: Health } },
});

/** For Kubernetes' probes: whether the server can go on without a new start, and whether it takes requests. */
export function healthRoutes(serving: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  routes.openapi(
    createRoute({
      method: "get",
      path: "/health/live",
      tags: ["health"],
      responses: { 200: healthAnswer("The server runs."), ...problemAnswers(503) },
    }),
    (c) => {
      serving.checkAlive();
      return c.json({ status: "ok" } as const, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: "get",
      path: "/health/ready",
      tags: ["health"],
      responses: {
        200: healthAnswer("The model is loaded, and requests are taken."),
        ...problemAnswers(503),
      },
    }),
    (c) => {
      serving.checkReady();
      return c.json({ status: "ok" } as const, 200);
    },
  );
  return routes;
}
