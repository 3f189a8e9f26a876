import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { PYTHON_PACKAGES } from "../../model/mlflow_files.ts";
import { MlflowRequest } from "../bodies/mlflow_json.ts";
import { ClipTensors, clipTensors } from "../answers/clip_tensors.ts";
import type { ServingEnv } from "../exchange.ts";
import { mediaType } from "../bodies/media_type.ts";
import { Problem } from "../problems/problem.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import { errorAnswers, MlflowError, mlflowError } from "../problems/protocol_errors.ts";
import type { Serving } from "../serving.ts";

const tags = ["mlflow"];

const audioFile = { schema: { type: "string", format: "binary" } } as const;

const route = createRoute({
  method: "post",
  path: "/invocations",
  tags,
  summary: "MLflow's scoring protocol",
  request: {
    body: {
      required: true,
      content: {
        "application/json": { schema: MlflowRequest },
        "audio/wav": audioFile,
        "application/octet-stream": audioFile,
      },
    },
  },
  responses: {
    200: {
      description: "Of one clip; of a list of clips, a list",
      content: {
        "application/json": {
          schema: z.object({ predictions: z.union([ClipTensors, z.array(ClipTensors)]) }),
        },
      },
    },
    ...errorAnswers(MlflowError, 400, 401, 413, 415, 422, 429, 503, 504),
  },
});

const text = { schema: z.string() };

const Form = z.object({ isBatch: z.boolean() });

/** What `mlflow models serve` answers at, so that its clients can move here. */
export function mlflowRoutes(serving: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  routes.onError(mlflowError);
  routes.openAPIRegistry.registerPath(route); // bodies are read within limits
  routes.post(route.path, async (c) => {
    const { clips, isBatch } = await readRequest(c, serving);
    const { outputs } = await serving.predict(clips, c.get("exchange"));
    const tensors = outputs.map(clipTensors);
    return c.json({ predictions: isBatch ? tensors : tensors[0] });
  });
  for (const path of ["/ping", "/health"]) {
    routes.openapi(
      createRoute({
        method: "get",
        path,
        tags,
        responses: {
          200: { description: "The model is loaded.", content: { "text/plain": text } },
          ...problemAnswers(503),
        },
      }),
      (c) => {
        serving.checkReady();
        return c.text("\n", 200);
      },
    );
  }
  routes.openapi(
    createRoute({
      method: "get",
      path: "/version",
      tags,
      responses: {
        200: {
          description: "The version of MLflow whose protocol is spoken",
          content: { "text/plain": text },
        },
        ...problemAnswers(401, 503),
      },
    }),
    (c) => c.text(PYTHON_PACKAGES.mlflow, 200),
  );
  return routes;
}

async function readRequest(c: Context<ServingEnv>, { bodies }: Serving) {
  const exchange = c.get("exchange");
  const type = mediaType(c);
  const bytes = await bodies.receive(c.req.raw, exchange);
  if (type.startsWith("audio/") || type === "application/octet-stream") {
    return { clips: [{ bytes }], isBatch: false };
  }
  if (type !== "application/json") {
    throw new Problem(
      415,
      "Wanted application/json or an audio type such as audio/wav as Content-Type",
    );
  }
  const { clips, rest } = await bodies.parse("mlflowJson", bytes, exchange);
  return { clips, ...Form.parse(rest) };
}
