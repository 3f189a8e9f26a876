import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { cors } from "hono/cors";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { ServingEnv } from "./exchange.ts";
import type { Log } from "./telemetry/log.ts";
import { closeConnections } from "./middleware/close_connections.ts";
import { countRequests } from "./middleware/count_requests.ts";
import { limitConnections } from "./middleware/limit_connections.ts";
import { logRequests } from "./middleware/log_requests.ts";
import { requireToken } from "./middleware/require_token.ts";
import { timeStages } from "./middleware/time_stages.ts";
import { traceRequests } from "./middleware/trace_requests.ts";
import { trackExchanges } from "./middleware/track_exchanges.ts";
import { Problem, toProblem } from "./problems/problem.ts";
import { healthRoutes } from "./routes/health.ts";
import { inferenceV2Routes } from "./routes/inference_v2.ts";
import { kserveV1Routes } from "./routes/kserve_v1.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { mlflowRoutes } from "./routes/mlflow.ts";
import { modelRoutes } from "./routes/model.ts";
import { openApiRoutes } from "./routes/openapi.ts";
import { pageRoutes } from "./routes/page.ts";
import { predictRoutes } from "./routes/predict.ts";
import { streamRoutes } from "./routes/stream.ts";
import type { Serving } from "./serving.ts";

/** Who may ask, and where it is noted. */
export interface AppOptions {
  /** Any of them opens the door; without one it is open. */
  tokens: readonly string[];
  /** Origins of web pages elsewhere that may call; `*` for all. */
  corsOrigins: readonly string[];
  log: Log;
}

/** All routes of the server, with what each request goes through before. */
export function createApp(
  serving: Serving,
  { tokens, corsOrigins, log }: AppOptions,
): OpenAPIHono<ServingEnv> {
  const app = new OpenAPIHono<ServingEnv>();
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
  app.use(requestId());
  app.use(trackExchanges(serving));
  app.use(traceRequests, logRequests(log), countRequests(serving.metrics));
  app.route("/", streamRoutes(serving, { tokens, corsOrigins, log }));
  app.use(secureHeaders({ strictTransportSecurity: false })); // TLS is the business of what stands in front
  app.use(closeConnections(serving.stopping));
  app.use(limitConnections(serving.connections));
  app.route("/", pageRoutes()); // before tokens are asked for: a browser cannot send one with an address
  if (corsOrigins.length > 0) app.use(allowOrigins(corsOrigins));
  if (tokens.length > 0) app.use(requireToken(tokens));
  app.use(timeStages);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));

  app.route("/", healthRoutes(serving));
  app.route("/", predictRoutes(serving));
  app.route("/", modelRoutes(serving));
  app.route("/", mlflowRoutes(serving));
  app.route("/", kserveV1Routes(serving));
  app.route("/", inferenceV2Routes(serving));
  app.route("/", metricsRoutes(serving));
  app.route("/", openApiRoutes(app, tokens.length > 0));
  app.notFound((c) => new Problem(404, "There is nothing at this address").toResponse(c));
  app.onError((error, c) => toProblem(error).toResponse(c));
  return app;
}

function refuseMethod(c: Context, allowed: readonly string[]): Response {
  const allow = allowed.join(", ");
  return new Problem(405, `Wanted the method ${allow} at this address`, { allow }).toResponse(c);
}

function allowOrigins(origins: readonly string[]) {
  return cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "POST"],
    allowHeaders: [
      "authorization",
      "content-type",
      "inference-header-content-length",
      "x-request-id",
    ],
    exposeHeaders: ["inference-header-content-length", "x-request-id", "retry-after"],
    maxAge: 3600,
  });
}
