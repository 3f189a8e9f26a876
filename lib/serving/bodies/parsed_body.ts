import type { Clip } from "../../audio/clip.ts";

/** A request's body, read. */
export interface ParsedBody {
  clips: Clip[];
  /** All else that it holds, for its route to check: names, parameters. */
  rest: Record<string, unknown>;
}

/**
 * Reads the body of one protocol. It runs in a worker where the body is large: it must use nothing but its
 * arguments.
 *
 * @throws {BodyError} if the body has not the form that is wanted.
 */
export type BodyParser = (
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
) => ParsedBody | Promise<ParsedBody>;

/** A body that cannot be read. The client is shown the message. */
export class BodyError extends Error {
  override name = "BodyError";
}
