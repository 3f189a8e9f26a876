import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "zod";

/** What the media type of problem details is, by RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

const TITLES = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  408: "Request timeout",
  413: "Content too large",
  415: "Unsupported media type",
  422: "Unreadable audio",
  429: "Too many requests",
  499: "Client closed request",
  500: "Internal server error",
  503: "Service unavailable",
  504: "Timeout",
} as const satisfies Partial<Record<ContentfulStatusCode | 499, string>>;

/** A status that the server refuses or fails with. */
export type ProblemStatus = keyof typeof TITLES;

/** What a problem's body holds (RFC 9457, "problem details"). */
export const ProblemDetails = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  /** What was wanted, what came, and what to do. */
  detail: z.string(),
});

/**
 * An answer that is no success: thrown anywhere in a route, it becomes a response.
 *
 * Its message is shown to the client: it must hold nothing of the inside of the server.
 */
export class Problem extends Error {
  override name = "Problem";
  readonly status: ProblemStatus;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  /** The body, by RFC 9457. */
  get details(): z.output<typeof ProblemDetails> {
    const { status, message: detail } = this;
    return { type: "about:blank", title: TITLES[status], status, detail };
  }

  /** The answer, with the headers that the context has for every answer, such as the request's id. */
  toResponse(c: Context): Response {
    const { headers } = c.newResponse(null);
    const own = { "content-type": PROBLEM_TYPE, ...this.headers };
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    return new Response(JSON.stringify(this.details), { status: this.status, headers });
  }
}

/** What a client is told of an error: of one that is no {@linkcode Problem}, only that the server failed. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException) { // of the middleware that checks bearer tokens
    const challenge = error.getResponse().headers.get("www-authenticate");
    return new Problem(
      401,
      "Wanted a valid token: send the header Authorization: Bearer TOKEN",
      challenge === null ? {} : { "www-authenticate": challenge },
    );
  }
  if (error instanceof Error && error.name === "PoolClosed") {
    return new Problem(503, "The server is stopping", { "retry-after": "1" });
  }
  return new Problem(500, "The server failed at this request");
}
