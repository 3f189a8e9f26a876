import { PROBLEM_TYPE, ProblemDetails, type ProblemStatus } from "./problem.ts";

type ProblemAnswer = {
  description: string;
  content: { [PROBLEM_TYPE]: { schema: typeof ProblemDetails } };
};

const DESCRIPTIONS: Partial<Record<ProblemStatus, string>> = {
  400: "The request cannot be read.",
  401: "A bearer token is wanted.",
  403: "This origin may not ask.",
  404: "There is no such thing.",
  413: "The body is too large, or it holds too many clips.",
  415: "The body has a type that is not taken here.",
  422: "The audio cannot be read, or is beyond the limits.",
  429: "The queue is full: try again after Retry-After seconds.",
  500: "The server failed.",
  503: "The server cannot take the request now.",
  504: "The request took too long.",
};

/** The problems that a route may answer with, for its OpenAPI description. */
export function problemAnswers(...statuses: ProblemStatus[]): Record<string, ProblemAnswer> {
  return Object.fromEntries(statuses.map((status) => [status, {
    description: DESCRIPTIONS[status] ?? "",
    content: { [PROBLEM_TYPE]: { schema: ProblemDetails } },
  }]));
}
