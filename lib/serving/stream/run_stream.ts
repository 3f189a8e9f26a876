import { newExchange } from "../exchange.ts";
import { Problem, type ProblemStatus, toProblem } from "../problems/problem.ts";
import type { Serving } from "../serving.ts";
import type { Timeouts } from "../limits/timeouts.ts";
import { AudioStream } from "./audio_stream.ts";
import { socketMessages } from "./socket_messages.ts";
import type { StreamAnswer } from "./stream_answer.ts";
import { startOfMessage, type StreamStart } from "./stream_start.ts";

/** Answers that a client has not read yet. */
const MAX_UNREAD_BYTES = 2 ** 20;

const NORMAL = 1000;
const GOING_AWAY = 1001;

/** How a socket closes after a problem (RFC 6455, 7.4.1): bad data, against the rules, too big, try again later, gone. */
const CLOSE_CODES: Partial<Record<ProblemStatus, number>> = {
  400: 1007,
  408: 1008,
  413: 1009,
  422: 1007,
  429: 1013,
  499: 1006,
  503: 1013,
  504: 1013,
};
const INTERNAL_ERROR = 1011;

/** How a stream is run. */
export interface StreamOptions {
  serving: Serving;
  /** Where the query has stated it; else the first message does. */
  start: StreamStart | undefined;
  idle: Timeouts;
}

/** What came of a stream, for the log. */
export interface StreamReport {
  /** Frames, and the clip at the end. */
  clips: number;
  durationSeconds: number;
  code: number;
  error?: unknown;
}

/** Serves a socket until it is closed. Never fails: what goes wrong is told the client, and reported. */
export async function runStream(
  socket: WebSocket,
  { serving, start, idle }: StreamOptions,
): Promise<StreamReport> {
  const { stopping, ended, bodies } = serving;
  const given = new AbortController();
  const giveUp = () => given.abort(new Problem(503, "The server is stopping"));
  ended.addEventListener("abort", giveUp);
  socket.addEventListener("close", () => given.abort(new Problem(499, "The client has gone away")));
  const exchange = newExchange(given.signal);
  const messages = socketMessages(socket, {
    idle,
    stopping,
    onBytes: (bytes) => bodies.hold(exchange, bytes),
  });
  const send = (answer: StreamAnswer) => sendAnswer(socket, answer);
  const open = (start: StreamStart) => new AudioStream(start, { serving, exchange, send });
  let stream: AudioStream | undefined;
  const report = (code: number) => ({
    clips: exchange.clips,
    durationSeconds: stream?.durationSeconds ?? 0,
    code,
  });
  try {
    await opened(socket);
    if (start) stream = open(start);
    for await (const message of messages) {
      if (typeof message !== "string") {
        if (!stream) {
          throw new Problem(400, "Wanted a start before audio, in the query or a message");
        }
        await stream.push(message);
      } else if (stream) {
        checkEnd(message);
        break;
      } else stream = open(startOfMessage(message, serving.limits));
      bodies.release(exchange, sizeOf(message));
    }
    given.signal.throwIfAborted();
    await stream?.end();
    const code = stopping.aborted ? GOING_AWAY : NORMAL;
    socket.close(code);
    return report(code);
  } catch (error) {
    const problem = toProblem(error);
    const code = CLOSE_CODES[problem.status] ?? INTERNAL_ERROR;
    refuse(socket, problem, code);
    return { ...report(code), error };
  } finally {
    ended.removeEventListener("abort", giveUp);
    bodies.release(exchange);
  }
}

function opened(socket: WebSocket): Promise<void> {
  if (socket.readyState !== WebSocket.CONNECTING) return Promise.resolve();
  return new Promise((resolve) => {
    for (const event of ["open", "close", "error"]) {
      socket.addEventListener(event, () => resolve(), { once: true });
    }
  });
}

function sizeOf(message: ArrayBuffer | string): number {
  return typeof message === "string" ? message.length : message.byteLength;
}

function checkEnd(message: string): void {
  if (/^\s*\{\s*"type"\s*:\s*"end"\s*\}\s*$/.test(message)) return;
  throw new Problem(400, 'Wanted audio in binary messages, or {"type": "end"}');
}

function sendAnswer(socket: WebSocket, answer: StreamAnswer): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNREAD_BYTES) {
    throw new Problem(408, "The answers are not read. Read each frame as it comes");
  }
  socket.send(JSON.stringify(answer));
}

function refuse(socket: WebSocket, problem: Problem, code: number): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  const { details } = problem;
  socket.send(JSON.stringify({ ...details, type: "error" } satisfies StreamAnswer));
  socket.close(code, details.title);
}
