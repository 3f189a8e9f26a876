import { z } from "zod";
import { streamAudio, type StreamedAnswer } from "./client_stream.ts";
import { type Patience, patientFetch } from "./patient_fetch.ts";
import { type ClipAnswer, ModelAnswer, PredictAnswer } from "../answers/predict_answer.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";

/** How a {@linkcode ServingClient} asks. */
export interface ClientOptions {
  /** A bearer token, where the server wants one. */
  token?: string | undefined;
  /** How long a server that is full, starting or away is asked again; 60 by default. */
  patienceSeconds?: number;
  /** For one attempt; 60 by default. */
  timeoutSeconds?: number;
  /** Told what is wrong, where a request has to be sent a third time. */
  onWait?: ((problem: string) => void) | undefined;
}

/** What is wanted of an answer; the server's defaults hold for the rest. */
export interface PredictQuery {
  /** How many classes, 5 by default. */
  topN?: number;
  /** Lowest score that is told. */
  threshold?: number;
  /** Classes to look at only; with a - before them, to leave out. */
  classes?: readonly string[];
  /** Whether frames are wanted too. */
  frames?: boolean;
  signal?: AbortSignal | undefined;
}

/** How audio is streamed. */
export interface StreamQuery extends Omit<PredictQuery, "frames"> {
  /** Of the samples. */
  sampleRateHz: number;
}

/** The model that a server has. */
export const ServedModel = z.object({ ...ModelAnswer.shape, labels: z.array(z.string()) });
export type ServedModel = z.output<typeof ServedModel>;

/** What a server says of one clip, and by which model. */
export interface ServedPrediction extends ClipAnswer {
  model: z.output<typeof ModelAnswer>;
}

/**
 * Asks the server that `deno task serve` starts.
 *
 * @example
 * ```ts ignore
 * const client = new ServingClient("http://127.0.0.1:8080");
 * const { top } = await client.predict(await Deno.readFile("dog.wav"));
 * ```
 */
export class ServingClient {
  /** Without user, password and query. */
  readonly address: string;
  readonly #base: URL;
  readonly #token: string | undefined;
  readonly #patience: Patience;

  /** @throws {TypeError} if the address is none of a web server. */
  constructor(
    address: string,
    { token, patienceSeconds = 60, timeoutSeconds = 60, onWait }: ClientOptions = {},
  ) {
    const base = URL.parse(address);
    if (!base || !/^https?:$/.test(base.protocol)) {
      throw new TypeError(`Cannot use ${JSON.stringify(address)}: wanted http://… or https://…`);
    }
    base.pathname = base.pathname.replace(/\/*$/, "/");
    this.#base = base;
    this.address = `${base.origin}${base.pathname}`.replace(/\/$/, "");
    this.#token = token;
    this.#patience = { patienceSeconds, timeoutSeconds, onWait };
  }

  /** @throws {RefusedError | NetworkError} as {@linkcode patientFetch} does. */
  async model(signal?: AbortSignal): Promise<ServedModel> {
    return await this.#ask(ServedModel, new URL("model", this.#base), {}, signal);
  }

  /**
   * @param audio An audio file of any kind that the kit reads.
   * @throws {RefusedError | NetworkError} as {@linkcode patientFetch} does; 413, 415 and 422 are about the audio.
   */
  async predict(
    audio: Uint8Array<ArrayBuffer>,
    { topN, threshold, classes = [], frames, signal }: PredictQuery = {},
  ): Promise<ServedPrediction> {
    const url = new URL("predict", this.#base);
    const fields = { top_n: topN, threshold, frames };
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    for (const name of classes) url.searchParams.append("classes", name);
    const headers = { "content-type": "application/octet-stream" };
    const init = { method: "POST", body: audio, headers };
    const { model, clips: [clip] } = await this.#ask(PredictAnswer, url, init, signal);
    if (!clip) {
      throw new Error(`${this.address} answered without a clip: is it a server of this kit?`);
    }
    return { ...clip, model };
  }

  /**
   * Streams audio as it comes, such as from a microphone, and gives the frames as they become due, one every
   * 0.48 s; at the end what can be heard in all of it.
   *
   * @param audio Mono samples in [-1, 1], in parts of any length.
   * @throws {RefusedError} if the server refuses, also in the middle.
   * @throws {Error} if the connection is lost: what comes of the rest is not known.
   */
  async *stream(
    audio: AsyncIterable<Float32Array> | Iterable<Float32Array>,
    { sampleRateHz, topN, threshold, classes, signal }: StreamQuery,
  ): AsyncGenerator<StreamedAnswer> {
    await this.model(signal); // a socket could not tell why it is refused
    const url = new URL("stream", this.#base);
    url.protocol = url.protocol.replace("http", "ws");
    const start = { rate: sampleRateHz, top_n: topN, threshold, classes };
    yield* streamAudio(url, { token: this.#token, start, audio, signal });
  }

  async #ask<Schema extends z.ZodType>(
    schema: Schema,
    url: URL,
    init: { method?: string; body?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> },
    signal: AbortSignal | undefined,
  ): Promise<z.output<Schema>> {
    const bearer = this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` };
    const headers = { ...bearer, ...init.headers };
    const patience = { ...this.#patience, signal };
    const text = await patientFetch(url, { ...init, headers }, patience);
    const { data, success } = schema.safeParse(tryParseJson(text));
    if (success) return data;
    throw new Error(`${this.address} answered something else: is it a server of this kit?`);
  }
}
