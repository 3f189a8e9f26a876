import { AbortError } from "p-retry";
import { fetchAnswer, NetworkError } from "../network_error.ts";
import { redactUri } from "../redact_uri.ts";

const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** A web server answered with an error. */
export class HttpError extends Error {
  override name = "HttpError";
  readonly status: number;

  constructor({ status, statusText }: Response) {
    super(`the server answered ${status} ${statusText}`.trimEnd());
    this.status = status;
  }

  /** Whether a further attempt may do better. */
  get passes(): boolean {
    return this.status === REQUEST_TIMEOUT || this.status === TOO_MANY_REQUESTS ||
      this.status >= 500;
  }
}

/** Names and addresses of this machine itself, as the URL class writes them. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Whether nobody on the way can change what comes from an address: `https:`, or `http:` on this machine. A
 * model or a dataset is not taken from elsewhere.
 */
export function isTrusted({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || protocol === "http:" && LOOPBACK.test(hostname);
}

/**
 * Asks for a file from byte `start` on; a server that knows no ranges answers with the whole.
 *
 * @throws {AbortError} where p-retry need not try again, around an {@linkcode HttpError} or what fetch threw.
 * @throws {Error} for what may pass.
 */
export async function requestFile(
  url: string,
  start: number,
  signal: AbortSignal,
): Promise<Response> {
  const range = start > 0 ? { range: `bytes=${start}-` } : {};
  const headers = { "accept-encoding": "identity", ...range };
  const response = await fetchAnswer(url, { headers, signal }).catch((error) => {
    throw error instanceof NetworkError && error.$retryable ? error : new AbortError(error);
  });
  const isRightPlace = isTrusted(new URL(response.url));
  if (response.ok && isRightPlace) return response;
  await response.body?.cancel();
  if (isRightPlace) throw refusal(new HttpError(response));
  throw new AbortError(`the server leads on to ${redactUri(response.url)}, which is not encrypted`);
}

function refusal(error: HttpError): Error {
  return error.passes ? error : new AbortError(error);
}

/** What a server's answer was, where an error of {@linkcode requestFile} is about one. */
export function statusOf(error: unknown): number | undefined {
  const { originalError } = error instanceof AbortError ? error : { originalError: error };
  return originalError instanceof HttpError ? originalError.status : undefined;
}
