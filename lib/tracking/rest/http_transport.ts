import type { IncomingMessage } from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A request as it goes over the wire. */
export interface HttpRequest {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | ReadableStream<Uint8Array> | undefined;
  /** Ends the request and the reading of its answer. */
  signal: AbortSignal;
}

/**
 * Sends a request and gives its answer, whatever its status. A redirection is an answer too: followed, it would
 * carry what is recorded to another server, and turn what is to be written into a question.
 */
export type Transport = (request: HttpRequest) => Promise<Response>;

/** Statuses of answers that have no body (https://fetch.spec.whatwg.org/#null-body-status). */
const WITHOUT_BODY = [204, 205, 304];

/** Deno's fetch, with the CAs that Deno trusts (DENO_TLS_CA_STORE, DENO_CERT) and its proxies. */
export async function checkedTransport(
  { url, body, ...request }: HttpRequest,
): Promise<Response> {
  return await fetch(url, { ...request, body: body ?? null, redirect: "manual" });
}

/** For MLFLOW_TRACKING_INSECURE_TLS: takes any certificate, which fetch cannot. Only for `https:`. */
export async function uncheckedTransport(
  { url, body, ...request }: HttpRequest,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const sent = https.request(url, { ...request, rejectUnauthorized: false }, (answer) => {
    try {
      resolve(responseOf(answer));
    } catch (error) {
      reject(error);
    }
  });
  sent.on("error", reject);
  if (body instanceof ReadableStream) pipeline(Readable.from(body), sent).catch(reject);
  else sent.end(body); // tells its length, without which MLflow reads no JSON
  return await promise;
}

/** @throws {Error} if it is an answer that fetch would not give either, such as one with the status 999. */
function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
  const headers = Object.entries(answer.headersDistinct)
    .flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
  const content = WITHOUT_BODY.includes(status) ? null : ReadableStream.from<Uint8Array>(answer);
  return new Response(content, { status, statusText, headers });
}
