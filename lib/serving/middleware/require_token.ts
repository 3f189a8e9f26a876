import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { except } from "hono/combine";
import { isFree } from "./free_paths.ts";

/** Lets only requests with one of these bearer tokens through (RFC 6750), except for probes. */
export function requireToken(tokens: readonly string[]): MiddlewareHandler {
  return except((c) => isFree(c.req.path), bearerAuth({ verifyToken: tokenCheck(tokens) }));
}

/** Whether a text is one of the tokens. */
export function tokenCheck(tokens: readonly string[]): (token: string) => boolean {
  const digests = tokens.map(digest);
  return (token) => isOneOf(digest(token), digests);
}

/** Takes the same time whichever it is, and whether it is any: digests are of one length. */
function isOneOf(given: Uint8Array, wanted: readonly Uint8Array[]): boolean {
  return wanted.map((each) => timingSafeEqual(given, each)).includes(true);
}

function digest(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
