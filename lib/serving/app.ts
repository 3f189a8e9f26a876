import { OpenAPIHono } from "@hono/zod-openapi";
import { requestId } from "hono/request-id";
import type { ServingEnv } from "./exchange.ts";
import { KIT_VERSION } from "../model/kit_version.ts";
import { trackExchanges } from "./track_exchanges.ts";
import { Problem } from "./problem.ts";
import { healthRoutes } from "./routes/health.ts";
import { predictRoutes } from "./routes/predict.ts";
import type { Serving } from "./serving.ts";

/** All routes of the server, with what each request goes through before. */
export function createApp(serving: Serving): OpenAPIHono<ServingEnv> {
  const app = new OpenAPIHono<ServingEnv>();
  app.use(requestId());
  app.use(trackExchanges(serving));
  app.route("/", healthRoutes(serving));
  app.route("/", predictRoutes(serving));
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: "YAMNet Kit", version: KIT_VERSION },
  });
  app.notFound(() => new Problem(404, "There is no such address here").toResponse());
  app.onError((error) => toProblem(error).toResponse());
  return app;
}

function toProblem(error: Error): Problem {
  return error instanceof Problem ? error : new Problem(500, "The server failed at this request");
}
