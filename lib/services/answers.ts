import { get } from "node:http";

const LIMIT_MS = 5_000;

/**
 * Whether a web server of this machine answers at an address with a good status; anything else counts as
 * not yet. Asks it directly, where `fetch` would go through the proxy of HTTP_PROXY.
 */
export function answers(url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = get(url, { agent: false, timeout: LIMIT_MS }, (response) => {
    response.resume();
    resolve(response.statusCode === 200);
  });
  request.on("error", () => resolve(false));
  request.on("timeout", () => request.destroy());
  return promise;
}
