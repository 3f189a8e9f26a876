import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { KserveV1Request } from "../bodies/kserve_v1.ts";
import { ClipTensors, clipTensors } from "../answers/clip_tensors.ts";
import type { ServingEnv } from "../exchange.ts";
import { checkName, ModelPath, namedModel } from "./named_model.ts";
import { errorAnswers, KserveError, kserveError } from "../problems/protocol_errors.ts";
import type { Serving } from "../serving.ts";

const tags = ["kserve v1"];

const listRoute = createRoute({
  method: "get",
  path: "/v1/models",
  tags,
  responses: {
    200: {
      description: "Names of the models that are served",
      content: { "application/json": { schema: z.object({ models: z.array(z.string()) }) } },
    },
    ...errorAnswers(KserveError, 401, 503),
  },
});

const modelRoute = createRoute({
  method: "get",
  path: "/v1/models/{model}",
  tags,
  request: { params: ModelPath },
  responses: {
    200: {
      description: "Whether it is ready",
      content: {
        "application/json": { schema: z.object({ name: z.string(), ready: z.boolean() }) },
      },
    },
    ...errorAnswers(KserveError, 401, 404, 503),
  },
});

const predictRoute = createRoute({
  method: "post",
  path: "/v1/models/{model}:predict",
  tags,
  summary: "KServe's V1 protocol, as TensorFlow Serving has it",
  request: {
    params: ModelPath,
    body: { required: true, content: { "application/json": { schema: KserveV1Request } } },
  },
  responses: {
    200: {
      description: "Of each instance, in order",
      content: {
        "application/json": { schema: z.object({ predictions: z.array(ClipTensors) }) },
      },
    },
    ...errorAnswers(KserveError, 400, 401, 404, 413, 422, 429, 503, 504),
  },
});

/** KServe's V1 protocol (https://kserve.github.io/website/docs/concepts/architecture/data-plane/v1-protocol). */
export function kserveV1Routes(serving: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  routes.onError(kserveError);
  routes.openapi(listRoute, (c) => {
    const { model } = serving.host;
    return c.json({ models: model ? [model.name] : [] }, 200);
  });
  routes.openapi(modelRoute, (c) => {
    const { name } = namedModel(serving, c.req.valid("param").model);
    return c.json({ name, ready: serving.isReady }, 200);
  });
  routes.openAPIRegistry.registerPath(predictRoute); // bodies are read within limits
  routes.post("/v1/models/:model{[^/]+:predict}", async (c) => {
    const exchange = c.get("exchange");
    const name = c.req.param("model").replace(/:predict$/, "");
    namedModel(serving, name); // before its body is read
    const bytes = await serving.bodies.receive(c.req.raw, exchange);
    const { clips } = await serving.bodies.parse("kserveV1", bytes, exchange);
    const { outputs, model } = await serving.predict(clips, exchange);
    checkName(model, name);
    return c.json({ predictions: outputs.map(clipTensors) });
  });
  return routes;
}
