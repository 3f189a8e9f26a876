import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { chooseClasses } from "../answers/class_choice.ts";
import { describeClip } from "../answers/describe_clip.ts";
import type { ServingEnv } from "../exchange.ts";
import { mediaType } from "../bodies/media_type.ts";
import { PredictAnswer } from "../answers/predict_answer.ts";
import { PredictFields, PredictJson, PredictOptions } from "../bodies/predict_request.ts";
import { Problem } from "../problems/problem.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import { requestIssue } from "../problems/request_issue.ts";
import type { Serving } from "../serving.ts";

const DEFAULT_TOP_N = 5;

const wav = { schema: { type: "string", format: "binary" } } as const;

const route = createRoute({
  method: "post",
  path: "/predict",
  tags: ["predict"],
  summary: "What can be heard in recordings",
  description:
    "WAV, FLAC, Ogg Vorbis, Ogg Opus and MP3 files are known by their first bytes, under any audio/ type.",
  request: {
    query: PredictFields,
    body: {
      required: true,
      content: {
        "audio/wav": wav,
        "application/octet-stream": wav,
        "multipart/form-data": {
          schema: z.object({
            file: z.array(z.any().openapi({ type: "string", format: "binary" })),
          }),
        },
        "application/json": { schema: PredictJson },
      },
    },
  },
  responses: {
    200: {
      description: "The best classes of each clip",
      content: { "application/json": { schema: PredictAnswer } },
    },
    ...problemAnswers(400, 401, 413, 415, 422, 429, 500, 503, 504),
  },
});

/** `POST /predict`: recordings in, classes out. */
export function predictRoutes(serving: Serving): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  // Only described by the route: bodies are read within limits, and large ones in a worker.
  routes.openAPIRegistry.registerPath(route);
  routes.post(route.path, async (c) => {
    const exchange = c.get("exchange");
    const asked = fields(
      Object.entries(c.req.queries()).flatMap(
        ([name, values]) => values.map((value) => [name, value] as const),
      ),
    );
    const { clips, files, options } = await readRequest(c, serving);
    const { classes = [], top_n, threshold, frames } = { ...asked, ...options };
    const { model, outputs } = await serving.predict(clips, exchange);
    const shown = {
      labels: model.labels,
      columns: chooseClasses(classes, model.labels),
      topN: top_n ?? DEFAULT_TOP_N,
      threshold: threshold ?? 0,
      frames: frames ?? false,
    };
    const answer: z.output<typeof PredictAnswer> = {
      model: exchange.model ?? { name: model.name, version: null, digest: model.digest },
      clips: outputs.map((output, index) => describeClip(output, files[index] ?? null, shown)),
    };
    return c.json(answer, 200);
  });
  return routes;
}

async function readRequest(c: Context<ServingEnv>, { bodies }: Serving) {
  const exchange = c.get("exchange");
  const { signal } = exchange;
  const contentType = c.req.header("content-type") ?? "";
  const type = mediaType(c);
  const bytes = await bodies.receive(c.req.raw, exchange);
  // Files are known by their first bytes: browsers have many names for WAV alone.
  if (type.startsWith("audio/") || type === "application/octet-stream") {
    return { clips: [{ bytes }], files: [], options: {} };
  }
  switch (type) {
    case "application/json": {
      const { clips, rest } = await bodies.parse("predictJson", bytes, { signal });
      return { clips, files: [], options: PredictOptions.parse(rest.options) };
    }
    case "multipart/form-data": {
      const { clips, rest } = await bodies.parse("multipart", bytes, { contentType, signal });
      const form = Form.parse(rest);
      return { clips, files: form.files, options: fields(form.fields) };
    }
  }
  throw new Problem(
    415,
    "Wanted an audio type such as audio/wav, application/octet-stream, multipart/form-data or application/json as Content-Type",
  );
}

const Form = z.object({
  files: z.array(z.string()),
  fields: z.array(z.tuple([z.string(), z.string()])),
});

/** @throws {Problem} 400 at a field that is unknown, cannot be read, or stands there twice. */
function fields(entries: readonly (readonly [string, string])[]): PredictOptions {
  const names = entries.map(([name]) => name).filter((name) => name !== "classes");
  if (new Set(names).size < names.length) {
    throw new Problem(400, "A field stands there twice: wanted each once, only classes more often");
  }
  const classes = entries.filter(([name]) => name === "classes").map(([, value]) => value);
  const result = PredictFields.safeParse({
    ...Object.fromEntries(entries),
    ...(classes.length > 0 && { classes }),
  });
  if (!result.success) {
    throw new Problem(400, `Cannot read a field: ${requestIssue(result.error)}`);
  }
  return result.data;
}
