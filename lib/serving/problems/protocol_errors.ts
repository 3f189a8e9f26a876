import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { PROBLEM_TYPE, type ProblemStatus, toProblem } from "./problem.ts";
import { problemAnswers } from "./problem_answers.ts";

/** An error as KServe's protocols have it. */
export const KserveError = z.object({ error: z.string() }).openapi("KserveError");

/** Answers with a problem as KServe's clients expect it. */
export function kserveError(error: unknown, c: Context): Response {
  return protocolError(error, c, (detail) => ({ error: detail }));
}

/** An error as MLflow's scoring server has it. */
export const MlflowError = z.object({ error_code: z.string(), message: z.string() })
  .openapi("MlflowError");

/** MLflow's names for what went wrong (databricks_pb2.ErrorCode). */
const MLFLOW_CODES: Partial<Record<ProblemStatus, string>> = {
  400: "BAD_REQUEST",
  413: "BAD_REQUEST",
  415: "BAD_REQUEST",
  422: "INVALID_PARAMETER_VALUE",
  429: "REQUEST_LIMIT_EXCEEDED",
  503: "TEMPORARILY_UNAVAILABLE",
  504: "TEMPORARILY_UNAVAILABLE",
};

/** Answers with a problem as MLflow's clients expect it. */
export function mlflowError(error: unknown, c: Context): Response {
  return protocolError(error, c, (message, status) => ({
    error_code: MLFLOW_CODES[status] ?? "INTERNAL_ERROR",
    message,
  }));
}

/** Errors of a protocol for its OpenAPI description; what is refused before its route is a problem. */
export function errorAnswers<Schema extends z.ZodType>(
  schema: Schema,
  ...statuses: ProblemStatus[]
): Record<string, ErrorAnswer<Schema>> {
  return Object.fromEntries(
    Object.entries(problemAnswers(...statuses)).map(([status, { description, content }]) => [
      status,
      { description, content: { "application/json": { schema }, ...content } },
    ]),
  );
}

type ErrorAnswer<Schema> = {
  description: string;
  content: { "application/json": { schema: Schema }; [PROBLEM_TYPE]: { schema: z.ZodType } };
};

function protocolError(
  error: unknown,
  c: Context,
  body: (detail: string, status: ProblemStatus) => unknown,
): Response {
  const problem = toProblem(error);
  const { status, headers } = problem.toResponse(c);
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(body(problem.message, problem.status)), { status, headers });
}
