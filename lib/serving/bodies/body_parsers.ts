import { multipart } from "./multipart.ts";
import type { BodyParser } from "./parsed_body.ts";
import { predictJson } from "./predict_json.ts";

/** How the bodies of each protocol are read, by the names that routes know them by. */
export const BODY_PARSERS = {
  multipart,
  predictJson,
} as const satisfies Record<string, BodyParser>;

/** A name of {@linkcode BODY_PARSERS}. */
export type BodyFormat = keyof typeof BODY_PARSERS;
