import type { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { StallTimer } from "../../storage/stall_timer.ts";
import { answerText } from "./answer_text.ts";
import {
  checkedTransport,
  type HttpRequest,
  type Transport,
  uncheckedTransport,
} from "./http_transport.ts";
import { MlflowError } from "./mlflow_error.ts";
import { type MlflowSettings, mlflowSettings } from "./mlflow_settings.ts";
import { networkProblem } from "./network_problem.ts";
import { type Asked, noMlflow, refusal } from "./refusal.ts";
import { retryRequests } from "./retry_requests.ts";
import { serverAddress } from "./server_address.ts";

type Method = HttpRequest["method"];

/** More than any answer of MLflow that is asked for here. */
const MAX_ANSWER_BYTES = 64 * 2 ** 20;

/**
 * Speaks MLflow's REST API (https://mlflow.org/docs/latest/api_reference/rest-api.html). It is set up by the
 * variables of MLflow's own clients, see {@linkcode mlflowSettings}, and as patient as they are.
 *
 * Its errors are {@linkcode MlflowError}, when the server refuses, and `MlflowUnavailable`, when it still
 * does not answer after all retries. Both are one line that says what to do, without any secret.
 */
export class MlflowClient {
  /** The server's address, without credentials. */
  readonly url: string;
  readonly #settings: MlflowSettings;
  readonly #authorization: string | undefined;
  readonly #transport: Transport;
  #withholdsIdentity = false;

  /** @throws {TypeError} if the URI is no `http:` or `https:` address. */
  constructor(uri: string, settings: MlflowSettings = mlflowSettings()) {
    const { url, authorization } = serverAddress(uri);
    this.url = url;
    this.#settings = settings;
    this.#authorization = authorization ?? settings.authorization;
    this.#transport = settings.insecureTls && url.startsWith("https:")
      ? uncheckedTransport
      : checkedTransport;
  }

  /**
   * The server of the same kind at another authority, `artifacts:5000`. Only on the same host it is told who
   * asks: whoever may make an experiment can write such an authority into the address of its artifacts.
   */
  at(authority: string): MlflowClient {
    const { protocol, hostname, pathname } = new URL(this.url);
    const uri = `${protocol}//${authority}${pathname}`;
    const authorization = URL.parse(uri)?.hostname === hostname ? this.#authorization : undefined;
    const other = new MlflowClient(uri, { ...this.#settings, authorization });
    other.#withholdsIdentity = authorization !== this.#authorization;
    return other;
  }

  /**
   * Asks for something by a name below `/api/2.0/`, and repeats that while it fails for reasons that may
   * pass. What is asked for must therefore be the same when it is done twice.
   *
   * @param data The query of a GET, the JSON body of others.
   */
  async call<Answer>(
    method: Method,
    path: string,
    data: Readonly<Record<string, unknown>>,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> {
    return await this.retry(() => this.send(method, path, data, schema));
  }

  /** As {@linkcode call}, but once: for what must not be done twice. */
  async send<Answer>(
    method: Method,
    path: string,
    data: Readonly<Record<string, unknown>>,
    schema: z.ZodType<Answer>,
  ): Promise<Answer> {
    using timer = this.#timer();
    const isGet = method === "GET";
    const response = await this.#request({
      method,
      path: isGet ? `${path}?${query(data)}` : path,
      headers: isGet ? {} : { "content-type": "application/json" },
      body: isGet ? undefined : JSON.stringify(data),
      signal: timer.signal,
    });
    const { text, isWhole } = await answerText(response, MAX_ANSWER_BYTES).catch((cause) => {
      throw networkProblem(this.url, cause);
    });
    if (isWhole) return parseAnswer(this.url, response, text, schema);
    throw new MlflowError(
      `MLflow at ${this.url} answered with more than ${MAX_ANSWER_BYTES / 2 ** 20} MiB to ${path}`,
      response.status,
    );
  }

  /** Repeats work of several requests, each made once, while it fails for reasons that may pass. */
  async retry<Result>(work: (attempt: number) => Promise<Result>): Promise<Result> {
    return await retryRequests(this.#settings, work);
  }

  /** Sends bytes as they come, once. The time limit starts anew with each piece. */
  async sendBytes(path: string, content: ReadableStream<Uint8Array>): Promise<void> {
    using timer = this.#timer();
    const alive = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        timer.touch();
        controller.enqueue(chunk);
      },
    });
    const response = await this.#request({
      method: "PUT",
      path,
      headers: { "content-type": "application/octet-stream" },
      body: content.pipeThrough(alive),
      signal: timer.signal,
    });
    await response.body?.cancel();
  }

  /** Fetches bytes, once. The time limit starts anew with each piece. */
  async *readBytes(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    using timer = this.#timer();
    const response = await this.#request({
      method: "GET",
      path,
      headers: {},
      signal: timer.signal,
    });
    try {
      for await (const chunk of response.body ?? []) {
        timer.touch();
        yield chunk;
      }
    } catch (cause) {
      throw networkProblem(this.url, cause);
    }
  }

  #timer(): StallTimer {
    return new StallTimer(this.#settings.timeoutSeconds * 1000);
  }

  /** Sends a request and gives its answer if it has succeeded. */
  async #request(
    { path, ...request }: Omit<HttpRequest, "url"> & { path: string },
  ): Promise<Response> {
    const authorization = this.#authorization;
    const response = await this.#transport({
      ...request,
      url: `${this.url}/api/2.0/${path}`,
      headers: { ...request.headers, ...(authorization && { authorization }) },
    }).catch((cause) => {
      throw networkProblem(this.url, cause);
    });
    if (response.ok) return response;
    throw await refusal({ url: this.url, identity: this.#identity }, response);
  }

  get #identity(): Asked["identity"] {
    if (this.#authorization !== undefined) return "sent";
    return this.#withholdsIdentity ? "withheld" : "none";
  }
}

function query(data: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]))
    .toString();
}

function parseAnswer<Answer>(
  url: string,
  response: Response,
  text: string,
  schema: z.ZodType<Answer>,
): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw noMlflow(url, response);
  }
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new MlflowError(
    `MLflow at ${url} answered in a form that is not known here: ${describeIssue(result.error)}`,
    response.status,
  );
}
