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
  facts: BodyFacts,
) => ParsedBody | Promise<ParsedBody>;

/** What is known of a body besides its bytes. */
export interface BodyFacts {
  contentType: string;
  maxClips: number;
  /** How many of its bytes are JSON, where others follow. */
  jsonBytes?: number | undefined;
}

/** A body that cannot be read. The client is shown the message. */
export class BodyError extends Error {
  override name = "BodyError";
}

/** A body with more clips than are taken in a request. */
export class TooManyClips extends Error {
  override name = "TooManyClips";
}

/**
 * Called before clips are made of what a body holds: millions of tiny ones would fill the memory.
 *
 * @throws {TooManyClips} if they are more than may be.
 */
export function checkClipCount(count: number, { maxClips }: BodyFacts): void {
  if (count <= maxClips) return;
  throw new TooManyClips(`Wanted at most ${maxClips} clips in a request; got ${count}`);
}
