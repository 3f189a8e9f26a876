import { inferenceV2 } from "./inference_v2.ts";
import { kserveV1 } from "./kserve_v1.ts";
import { mlflowJson } from "./mlflow_json.ts";
import { multipart } from "./multipart.ts";
import type { BodyParser } from "./parsed_body.ts";
import { predictJson } from "./predict_json.ts";

/** How the bodies of each protocol are read, by the names that routes know them by. */
export const BODY_PARSERS = {
  inferenceV2,
  kserveV1,
  mlflowJson,
  multipart,
  predictJson,
} as const satisfies Record<string, BodyParser>;

/** A name of {@linkcode BODY_PARSERS}. */
export type BodyFormat = keyof typeof BODY_PARSERS;
