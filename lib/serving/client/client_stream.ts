import { setTimeout as delay } from "node:timers/promises";
import { RefusedError } from "./patient_fetch.ts";
import { StreamAnswer } from "../stream/stream_answer.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";

/** A message may have 1 MiB; short ones are answered soon. */
const MESSAGE_SAMPLES = 16_384;

/** How far the audio may be ahead of the answers: a server holds little of what it has not come to. */
const MAX_AHEAD_MS = 10_000;
const PAUSE_MS = 20;

/** What a stream is answered with: a start, frames as they become due, an end. */
export type StreamedAnswer = Exclude<StreamAnswer, { type: "error" }>;

/** What is streamed. */
export interface StreamAudioOptions {
  token?: string | undefined;
  /** Fields of a StreamStart, but for its type and format. */
  start: Readonly<Record<string, unknown>> & { rate: number };
  /** Mono, in [-1, 1]. */
  audio: AsyncIterable<Float32Array> | Iterable<Float32Array>;
  signal?: AbortSignal | undefined;
}

/**
 * Sends audio over a WebSocket and gives the answers as they come.
 *
 * @throws {RefusedError} if the server refuses.
 * @throws {Error} if the connection is lost before the end.
 */
export async function* streamAudio(
  url: URL,
  { token, start, audio, signal }: StreamAudioOptions,
): AsyncGenerator<StreamedAnswer> {
  signal?.throwIfAborted();
  const socket = new WebSocket(url, protocols(token));
  const answers = answersOf(socket, signal);
  const progress = { answeredMs: 0 };
  const sending = sendAudio(socket, { start, audio, progress }).then(() => undefined, (error) => {
    socket.close();
    return { error };
  });
  try {
    for await (const answer of answers) {
      if (answer.type === "error") throw new RefusedError(answer.detail, answer.status);
      if ("endMs" in answer) progress.answeredMs = answer.endMs;
      yield answer;
      if (answer.type === "end") return;
    }
    const failure = await sending;
    if (failure) throw failure.error;
    throw new Error(`${url.host} closed the stream before its end`);
  } finally {
    socket.close();
  }
}

/** A token in a subprotocol, where browsers too can send it. */
function protocols(token: string | undefined): string[] {
  if (token === undefined) return ["yamnet-kit.stream"];
  const bytes = new TextEncoder().encode(token);
  return [
    "yamnet-kit.stream",
    `bearer.${bytes.toBase64({ alphabet: "base64url", omitPadding: true })}`,
  ];
}

function answersOf(
  socket: WebSocket,
  signal: AbortSignal | undefined,
): ReadableStream<StreamAnswer> {
  const left = new AbortController();
  const leave = (how: () => void) => {
    if (left.signal.aborted) return;
    left.abort();
    how();
  };
  return new ReadableStream({
    start(controller) {
      const options = { signal: left.signal };
      socket.addEventListener("message", ({ data }) => {
        const answer = StreamAnswer.safeParse(tryParseJson(String(data)));
        if (answer.success) return controller.enqueue(answer.data);
        leave(() => controller.error(new Error("The stream was answered with something else")));
      }, options);
      socket.addEventListener("close", () => leave(() => controller.close()), options);
      signal?.addEventListener(
        "abort",
        () => leave(() => controller.error(signal.reason)),
        options,
      );
    },
    cancel: () => left.abort(),
  });
}

async function sendAudio(
  socket: WebSocket,
  { start, audio, progress }: Pick<StreamAudioOptions, "start" | "audio"> & {
    progress: { answeredMs: number };
  },
): Promise<void> {
  if (!await opened(socket)) return;
  socket.send(JSON.stringify({ type: "start", format: "f32le", ...start }));
  let samples = 0;
  for await (const part of audio) {
    for (let at = 0; at < part.length; at += MESSAGE_SAMPLES) {
      const message = part.slice(at, at + MESSAGE_SAMPLES);
      samples += message.length;
      while (samples * 1000 / start.rate > progress.answeredMs + MAX_AHEAD_MS) {
        if (socket.readyState !== WebSocket.OPEN) return;
        await delay(PAUSE_MS);
      }
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(message);
    }
  }
  if (socket.readyState === WebSocket.OPEN) socket.send('{"type": "end"}');
}

/** Whether it is; else it is closed. */
function opened(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.addEventListener("open", () => resolve(true), { once: true });
    socket.addEventListener("close", () => resolve(false), { once: true });
  });
}
