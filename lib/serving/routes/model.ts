import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { ServingEnv } from "../exchange.ts";
import { ModelAnswer } from "../answers/predict_answer.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import type { Serving } from "../serving.ts";

/** What `/model` answers. */
export const ModelDescription = z.object({
  ...ModelAnswer.shape,
  labels: z.array(z.string()),
  activation: z.enum(["softmax", "sigmoid"]).openapi({
    description: "softmax: a clip is one of the classes; sigmoid: each class is judged by itself",
  }),
  backbone: z.object({
    name: z.string(),
    precision: z.enum(["int8", "float32"]),
    description: z.string(),
    licence: z.string(),
  }),
  dataHash: z.string().nullable().openapi({ description: "Of the training dataset" }),
  card: z.string().nullable().openapi({
    description: "The model card, as Markdown: data, quality with intervals, limits, licences",
  }),
  maxDurationSeconds: z.number().openapi({ description: "Longest clip that is taken" }),
  maxBodyBytes: z.int().openapi({ description: "Largest request that is taken" }),
}).openapi("ModelDescription");

const route = createRoute({
  method: "get",
  path: "/model",
  tags: ["model"],
  summary: "The model that is served, and its card",
  responses: {
    200: {
      description: "The model",
      content: { "application/json": { schema: ModelDescription } },
    },
    ...problemAnswers(401, 503),
  },
});

/** `GET /model`: what is served. */
export function modelRoutes({ host, limits }: Serving): OpenAPIHono<ServingEnv> {
  return new OpenAPIHono<ServingEnv>().openapi(route, (c) => {
    using lease = host.lease();
    const { model } = lease;
    const { name, precision, description, licence } = model.backbone;
    return c.json({
      name: model.name,
      version: model.version ?? null,
      digest: model.digest,
      labels: [...model.labels],
      activation: model.activation,
      backbone: { name, precision, description, licence },
      dataHash: model.dataHash ?? null,
      card: model.card ?? null,
      maxDurationSeconds: limits.maxDurationSeconds,
      maxBodyBytes: limits.maxBodyBytes,
    }, 200);
  });
}
