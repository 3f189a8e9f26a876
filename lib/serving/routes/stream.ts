import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler, Next } from "hono";
import type { AppOptions } from "../app.ts";
import type { ServingEnv } from "../exchange.ts";
import { requireToken, tokenCheck } from "../middleware/require_token.ts";
import { Problem } from "../problems/problem.ts";
import { problemAnswers } from "../problems/problem_answers.ts";
import type { Serving } from "../serving.ts";
import { runStream, type StreamReport } from "../stream/run_stream.ts";
import { StreamAnswer } from "../stream/stream_answer.ts";
import { startOfQuery, StreamFields, StreamStart } from "../stream/stream_start.ts";
import type { LogEntry } from "../telemetry/log.ts";
import { Timeouts } from "../limits/timeouts.ts";

/** The subprotocol, for clients that name any. */
const PROTOCOL = "yamnet-kit.stream";

/** Browsers cannot send a token in a header: it may come in a subprotocol, in base64url behind this. */
const TOKEN_PREFIX = "bearer.";

/** Pings a client that is silent, to notice one that is gone. */
const PING_SECONDS = 15;

const route = createRoute({
  method: "get",
  path: "/stream",
  tags: ["stream"],
  summary: "A WebSocket: PCM in, frame results out as they become due",
  description:
    "Send a StreamStart as first message, or its fields in the query; then audio in binary messages of up " +
    'to 1 MiB; then {"type": "end"}. Each answer is a StreamAnswer: start, a frame every 0.48 s, end. A browser sends ' +
    `its token in a subprotocol: new WebSocket(url, ["${PROTOCOL}", "${TOKEN_PREFIX}" + base64url(token)]).`,
  request: { query: StreamFields.partial() },
  responses: {
    101: { description: "The stream is open." },
    ...problemAnswers(400, 401, 403, 422, 503),
  },
});

/**
 * `/stream`. Its answer must be left as it is: it goes before all middleware that adds headers, and does the
 * work of the rest itself.
 */
export function streamRoutes(
  serving: Serving,
  { tokens, corsOrigins, log }: AppOptions,
): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  routes.openAPIRegistry.register("StreamStart", StreamStart);
  routes.openAPIRegistry.register("StreamAnswer", StreamAnswer);
  routes.openAPIRegistry.registerPath(route);
  const idle = new Timeouts(serving.limits.requestTimeoutSeconds);
  if (tokens.length > 0) routes.use(route.path, tokenOfProtocolOrHeader(tokens));
  routes.get(route.path, (c) => {
    checkOrigin(c, corsOrigins);
    serving.checkReady();
    const start = startOfQuery(c.req.queries(), serving.limits);
    const place = serving.connections.enter();
    const { socket, response } = upgrade(c, place);
    // Not with the last answer: one that the client does not take stays in memory.
    closed(socket).then(() => place[Symbol.dispose]());
    const id = c.get("requestId");
    const done = runStream(socket, { serving, start, idle }).then((report) => {
      serving.streams.delete(done);
      log(streamEntry(id, report));
    });
    serving.streams.add(done);
    return response;
  });
  return routes;
}

/** A stream in the log, once it is over. */
function streamEntry(id: string, { error, ...facts }: StreamReport): LogEntry {
  const entry = { event: "stream", id, ...facts };
  if (error === undefined) return { level: "info", ...entry };
  if (error instanceof Problem) return { level: "warn", ...entry, error: error.message };
  return { level: "error", ...entry, error: error instanceof Error ? error.stack : String(error) };
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ["close", "error"]) socket.addEventListener(event, () => resolve());
  });
}

function upgrade(c: Context, place: Disposable): Deno.WebSocketUpgrade {
  try {
    const protocol = protocols(c).includes(PROTOCOL) ? { protocol: PROTOCOL } : {};
    return Deno.upgradeWebSocket(c.req.raw, { ...protocol, idleTimeout: PING_SECONDS });
  } catch {
    place[Symbol.dispose]();
    throw new Problem(400, "Wanted a WebSocket: send the headers of its handshake (RFC 6455)");
  }
}

function tokenOfProtocolOrHeader(tokens: readonly string[]): MiddlewareHandler {
  const [byHeader, isToken] = [requireToken(tokens), tokenCheck(tokens)];
  return async (c: Context, next: Next) => {
    const protocol = protocols(c).find((name) => name.startsWith(TOKEN_PREFIX));
    if (protocol === undefined) return await byHeader(c, next);
    if (isToken(readToken(protocol.slice(TOKEN_PREFIX.length)))) return await next();
    throw new Problem(
      401,
      `Wanted a valid token in the subprotocol ${TOKEN_PREFIX}TOKEN in base64url`,
    );
  };
}

function readToken(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }));
  } catch {
    return "";
  }
}

function protocols(c: Context): string[] {
  return (c.req.header("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
}

/** Browsers let every page open a socket to every server: only pages that may call are let in. */
function checkOrigin(c: Context, corsOrigins: readonly string[]): void {
  const origin = c.req.header("origin");
  if (origin === undefined || corsOrigins.includes("*") || corsOrigins.includes(origin)) return;
  if (URL.parse(origin)?.host === c.req.header("host")) return;
  throw new Problem(403, "Pages of this origin may not open a stream: see --cors-origins");
}
