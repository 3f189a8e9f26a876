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

/** Sends a request and gives its answer, whatever its status. */
export type Transport = (request: HttpRequest) => Promise<Response>;

/** Deno's fetch, with the CAs that Deno trusts (DENO_TLS_CA_STORE, DENO_CERT) and its proxies. */
export async function checkedTransport(
  { url, body, ...request }: HttpRequest,
): Promise<Response> {
  return await fetch(url, { ...request, body: body ?? null });
}

/** For MLFLOW_TRACKING_INSECURE_TLS: takes any certificate, which fetch cannot. Only for `https:`. */
export async function uncheckedTransport(
  { url, body, ...request }: HttpRequest,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const sent = https.request(url, { ...request, rejectUnauthorized: false }, (answer) => {
    const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
    const headers = Object.entries(answer.headersDistinct)
      .flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
    const content = status === 204 ? null : ReadableStream.from<Uint8Array>(answer);
    resolve(new Response(content, { status, statusText, headers }));
  });
  sent.on("error", reject);
  if (body instanceof ReadableStream) pipeline(Readable.from(body), sent).catch(reject);
  else sent.end(body); // tells its length, without which MLflow reads no JSON
  return await promise;
}
