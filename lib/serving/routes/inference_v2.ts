import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { KIT_VERSION } from "../../model/kit_version.ts";
import type { Model } from "../../model/model.ts";
import { InferenceOptions, InferenceRequest, type RequestOutput } from "../bodies/inference_v2.ts";
import type { ServingEnv } from "../exchange.ts";
import {
  batchTensor,
  describeTensor,
  InferenceAnswer,
  type NamedTensor,
  type WantedOutput,
} from "../answers/inference_answer.ts";
import { describeModel, ModelMetadata, ServerMetadata } from "../answers/inference_metadata.ts";
import { checkName, ModelPath, namedModel, VersionPath } from "./named_model.ts";
import { Problem } from "../problems/problem.ts";
import { errorAnswers, KserveError, kserveError } from "../problems/protocol_errors.ts";
import type { Serving } from "../serving.ts";

const tags = ["open inference protocol v2"];

/** Of the binary tensor data extension: how many bytes of a body are JSON. */
const JSON_LENGTH = "inference-header-content-length";

const binary = { schema: { type: "string", format: "binary" } } as const;

/** A path's parameters: a model, perhaps with its version. */
type PathParams = typeof ModelPath | typeof VersionPath;

/** The Open Inference Protocol V2 (https://github.com/kserve/open-inference-protocol), with binary tensor data. */
export function inferenceV2Routes(serving: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  routes.onError(kserveError);
  routes.openapi(
    getRoute("/v2", ServerMetadata, [401]),
    (c) =>
      c.json({ name: "yamnet-kit", version: KIT_VERSION, extensions: ["binary_tensor_data"] }, 200),
  );
  routes.openapi(getRoute("/v2/health/live", z.object({ live: z.boolean() }), [503]), (c) => {
    serving.checkAlive();
    return c.json({ live: true }, 200);
  });
  routes.openapi(getRoute("/v2/health/ready", z.object({ ready: z.boolean() }), [503]), (c) => {
    serving.checkReady();
    return c.json({ ready: true }, 200);
  });
  addModelRoutes(routes, serving, "/v2/models/{model}", ModelPath);
  addModelRoutes(routes, serving, "/v2/models/{model}/versions/{version}", VersionPath);
  return routes;
}

function addModelRoutes(
  routes: OpenAPIHono<ServingEnv>,
  serving: Serving,
  path: string,
  params: PathParams,
): void {
  const ready = z.object({ name: z.string(), ready: z.boolean() });
  routes.openapi(
    getRoute(path, ModelMetadata, [401, 404, 503], params),
    (c) => c.json(describeModel(addressed(c, serving)), 200),
  );
  routes.openapi(getRoute(`${path}/ready`, ready, [401, 404, 503], params), (c) => {
    const { name } = addressed(c, serving);
    serving.checkReady();
    return c.json({ name, ready: true }, 200);
  });
  const route = inferRoute(`${path}/infer`, params);
  routes.openAPIRegistry.registerPath(route); // bodies are read within limits
  routes.post(route.getRoutingPath(), async (c) => {
    addressed(c, serving); // before its body is read
    return await infer(c, serving);
  });
}

function addressed(c: Context, serving: Serving): Model {
  return namedModel(serving, ...address(c));
}

function address(c: Context): [name: string, version: string | undefined] {
  return [c.req.param("model") ?? "", c.req.param("version")];
}

async function infer(c: Context<ServingEnv>, serving: Serving): Promise<Response> {
  const exchange = c.get("exchange");
  const jsonBytes = jsonLength(c.req.header(JSON_LENGTH));
  const bytes = await serving.bodies.receive(c.req.raw, exchange);
  const { signal } = exchange;
  const { clips, rest } = await serving.bodies.parse("inferenceV2", bytes, { jsonBytes, signal });
  const { id, parameters, outputs } = InferenceOptions.parse(rest.options);
  const allBinary = parameters?.binary_data_output ?? false;
  const wanted: WantedOutput[] = (outputs ?? ALL_OUTPUTS).map(({ name, parameters }) => ({
    name,
    isBinary: parameters?.binary_data ?? allBinary,
  }));
  const prediction = await serving.predict(clips, exchange);
  checkName(prediction.model, ...address(c));
  const { name, version } = prediction.model;
  const tensors = wanted.map(({ name }) => batchTensor(name, prediction));
  const answer: z.output<typeof InferenceAnswer> = {
    model_name: name,
    ...(version !== undefined && { model_version: version }),
    ...(id !== undefined && { id }),
    outputs: tensors.map((tensor, index) =>
      describeTensor(tensor, wanted[index]?.isBinary === true)
    ),
  };
  const binary = tensors.filter((_, index) => wanted[index]?.isBinary);
  return binary.length === 0 ? c.json(answer) : binaryAnswer(c, JSON.stringify(answer), binary);
}

const ALL_OUTPUTS: readonly z.output<typeof RequestOutput>[] = [
  { name: "probabilities" },
  { name: "frame_probabilities" },
];

function binaryAnswer(c: Context, json: string, tensors: readonly NamedTensor[]): Response {
  const header = new TextEncoder().encode(json);
  c.header("content-type", "application/octet-stream");
  c.header(JSON_LENGTH, String(header.length));
  return c.body(new Blob([header, ...tensors.map(({ values }) => values)]).stream());
}

/** @throws {Problem} 400 if it is no length. */
function jsonLength(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new Problem(400, "Cannot read Inference-Header-Content-Length: wanted a number of bytes");
}

function getRoute<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  errors: Parameters<typeof errorAnswers>[1][],
  params?: PathParams,
) {
  return createRoute({
    method: "get",
    path,
    tags,
    request: params ? { params } : {},
    responses: {
      200: { description: "As the protocol has it", content: { "application/json": { schema } } },
      ...errorAnswers(KserveError, ...errors),
    },
  });
}

function inferRoute(path: string, params: PathParams) {
  return createRoute({
    method: "post",
    path,
    tags,
    summary: "What can be heard in clips, as tensors",
    request: {
      params,
      headers: z.object({
        [JSON_LENGTH]: z.string().optional().openapi({
          description: "Where binary data follows the JSON: how many bytes the JSON has",
          example: "200",
        }),
      }),
      body: {
        required: true,
        content: {
          "application/json": { schema: InferenceRequest },
          "application/octet-stream": binary,
        },
      },
    },
    responses: {
      200: {
        description: "Tensors, in JSON or as binary data behind it",
        content: {
          "application/json": { schema: InferenceAnswer },
          "application/octet-stream": binary,
        },
      },
      ...errorAnswers(KserveError, 400, 401, 404, 413, 422, 429, 503, 504),
    },
  });
}
