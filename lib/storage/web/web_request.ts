import { AbortError } from "p-retry";
import { fetchAnswer, NetworkError } from "../network_error.ts";
import { redactUri } from "../redact_uri.ts";

/** The status of an answer that is a part of the file. */
export const PARTIAL_CONTENT = 206;
const REDIRECTS = [301, 302, 303, 307, 308];
/** As many as browsers follow. */
const MAX_REDIRECTS = 20;
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** A web server answered with an error. */
class HttpError extends Error {
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

/** What else may lead to this machine. */
const ALSO_HERE =
  /^(.+\.localhost|localhost\.|0\.0\.0\.0|\[::\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\])$/;

/** Whether an address is one of this machine, whose servers may be there for its user only. */
export function isHere({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname) || ALSO_HERE.test(hostname);
}

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
 * @throws {AbortError} where p-retry need not try again, around what {@linkcode statusOf} knows or fetch threw.
 * @throws {Error} for what may pass.
 */
export async function requestFile(
  url: string,
  start: number,
  signal: AbortSignal,
): Promise<Response> {
  const range = start > 0 ? { range: `bytes=${start}-` } : {};
  const headers = { "accept-encoding": "identity", ...range };
  const response = await follow(url, { headers, signal }).catch((error) => {
    throw error instanceof NetworkError && error.$retryable ? error : new AbortError(error);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  const error = new HttpError(response);
  throw error.passes ? error : new AbortError(error);
}

/** Follows redirections itself: fetch would also take those that anyone on the way could have written. */
async function follow(address: string, init: RequestInit): Promise<Response> {
  let url = nextHop(address);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await fetchAnswer(url, { ...init, redirect: "manual" });
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || location === null) return response;
    await response.body?.cancel();
    url = nextHop(location, url);
  }
  throw new Error(`the server leads on more than ${MAX_REDIRECTS} times`);
}

/**
 * Where a request goes next: to a trusted address, and from a server elsewhere to none on this machine, which
 * could take the request for its user's.
 *
 * @param from The address that led on to it; none at the start.
 * @throws {Error} that tells no secret of the address.
 */
export function nextHop(address: string, from?: URL): URL {
  const url = URL.parse(address, from);
  const where = redactUri(url?.href ?? address);
  if (url && from && isHere(url) && !isHere(from)) {
    throw new Error(`the server leads on, and ${where} is on this machine: wanted one elsewhere`);
  }
  if (url && isTrusted(url) && (url.protocol === "https:" || from?.protocol !== "https:")) {
    return url;
  }
  const problem = `${where} is not encrypted: wanted an https: address`;
  throw new Error(from ? `the server leads on, and ${problem}` : problem);
}

/** What a server's answer was, where an error of {@linkcode requestFile} is about one. */
export function statusOf(error: unknown): number | undefined {
  const { originalError } = error instanceof AbortError ? error : { originalError: error };
  return originalError instanceof HttpError ? originalError.status : undefined;
}
