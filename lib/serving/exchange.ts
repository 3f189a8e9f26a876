import type { RequestIdVariables } from "hono/request-id";
import type { ModelSummary } from "../model/file_prediction.ts";

/** One request and its answer, as the routes see it and as it is logged. */
export interface Exchange {
  /** Given up at the deadline and when the client goes away; the reason is a `Problem`. */
  readonly signal: AbortSignal;
  /** What its clips took, all of them together. */
  seconds: { queue: number; decode: number; inference: number };
  /** Clips that were predicted. */
  clips: number;
  /** What predicted them. */
  model: ModelSummary | undefined;
  /** Of its body, in memory until the answer. */
  bodyBytes: number;
}

/** An exchange at its start. A stream has one for each of its windows. */
export function newExchange(signal: AbortSignal): Exchange {
  return {
    signal,
    seconds: { queue: 0, decode: 0, inference: 0 },
    clips: 0,
    model: undefined,
    bodyBytes: 0,
  };
}

/** What hono's context holds in every route. */
export interface ServingEnv {
  Variables: RequestIdVariables & { exchange: Exchange };
}
